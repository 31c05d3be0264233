#include "tests/acoustic-bench/microphones.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>

#include "tests/acoustic-bench/noise.hpp"
#include "tests/acoustic-bench/rate.hpp"

namespace soundcheck::bench {

namespace {

/// What dirt in the port leaves.
Biquad blocked_port() {
  return Biquad::lowpass(1500, 0.6);
}

}  // namespace

Microphones::Microphones(std::uint64_t seed,
                         std::int64_t started,
                         std::int64_t recorded)
    : seed_(seed),
      started_(started),
      surroundings_(seed),
      ports_{blocked_port(), blocked_port(), blocked_port(), blocked_port()},
      recorded_(recorded) {}

void Microphones::block_port(const MicrophoneFaults& fault,
                             std::size_t channel,
                             std::span<float> heard) {
  if (!fault.blocked)
    return;
  const double gain = amplitude(-6);
  auto& port = ports_[channel];
  for (auto& x : heard)
    x = static_cast<float>(port(gain * static_cast<double>(x)));
  port.forget_traces();
}

void Microphones::amplify(const MicrophoneFaults& fault,
                          std::span<float> heard) const {
  if (fault.dead) {
    std::ranges::fill(heard, 0.0F);
    return;
  }
  const double drift_db = fault.drift_db_s / rate_hz;
  const double start_db =
      fault.gain_db + drift_db * static_cast<double>(recorded_);
  // A drift ends somewhere, as gains do.
  const double gain = amplitude(std::clamp(start_db, -120.0, 40.0));
  double now = fault.inverted ? -gain : gain;
  const double step = start_db < 40 ? amplitude(drift_db) : 1;
  for (auto& x : heard) {
    x *= static_cast<float>(now);
    now *= step;
  }
}

void Microphones::add_hum(const Faults& faults, std::span<float> heard) const {
  if (faults.hum_dbfs <= silent_dbfs)
    return;
  const double strength = amplitude(faults.hum_dbfs);
  const double turn = 2 * std::numbers::pi * faults.hum_hz / rate_hz;
  auto time = started_ + recorded_;
  for (auto& x : heard) {
    const double phase = turn * static_cast<double>(time++);
    x += static_cast<float>(strength *
                            (std::sin(phase) + 0.5 * std::sin(2 * phase) +
                             0.3 * std::sin(3 * phase + 1)));
  }
}

void Microphones::record(const Faults& faults,
                         std::span<const std::span<float>> heard) {
  assert(heard.size() <= microphone_count);
  if (heard.empty())
    return;
  std::array<std::size_t, microphone_count> places{};
  for (std::size_t c = 0; c < heard.size(); ++c)
    places[c] = faults.microphone_at(c);
  const auto time = started_ + recorded_;
  surroundings_.add(time, faults, {places.data(), heard.size()}, heard);
  for (std::size_t c = 0; c < heard.size(); ++c) {
    const auto& fault = faults.capsule_at(c);
    block_port(fault, c, heard[c]);
    amplify(fault, heard[c]);
    add_white(Chance(seed_, 0x6f776e00 + c), time, rms(fault.noise_dbfs),
              heard[c]);
    add_hum(faults, heard[c]);
    for (auto& x : heard[c])
      x = std::clamp(x + static_cast<float>(fault.dc), -1.0F, 1.0F);
  }
  recorded_ += static_cast<std::int64_t>(heard[0].size());
}

}  // namespace soundcheck::bench
