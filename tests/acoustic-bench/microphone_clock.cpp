#include "tests/acoustic-bench/microphone_clock.hpp"

#include <algorithm>
#include <cmath>

#include "tests/acoustic-bench/rate.hpp"

namespace soundcheck::bench {

namespace {

std::int64_t samples(double seconds) {
  return std::llround(seconds * rate_hz);
}

}  // namespace

MicrophoneClock::MicrophoneClock(const Faults& faults)
    : step_(rate_hz / faults.mic_rate_hz / (1 + 1e-6 * faults.mic_clock_ppm)),
      lost_from_(samples(faults.lost_block_at_s)),
      lost_(samples(faults.lost_block_ms / 1000)),
      latency_(samples(faults.latency_ms / 1000)) {}

double MicrophoneClock::sound_of(std::int64_t sample) const {
  return static_cast<double>(sample) * step_ +
         static_cast<double>((sample >= lost_from_ ? lost_ : 0) - latency_);
}

std::int64_t MicrophoneClock::taken_after(std::int64_t time) const {
  // The little keeps a whole number from being rounded to the one below.
  const auto count = [this](std::int64_t elapsed) {
    return static_cast<std::int64_t>(
        std::floor(static_cast<double>(elapsed) / step_ + 1e-6));
  };
  // While the block is lost the count stands still.
  return std::max(std::min(count(time), lost_from_), count(time - lost_));
}

}  // namespace soundcheck::bench
