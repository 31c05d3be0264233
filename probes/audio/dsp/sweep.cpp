#include "probes/audio/dsp/sweep.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>

#include "probes/audio/dsp/decibel.hpp"

namespace soundcheck::audio::dsp {

namespace {

constexpr double room_for_latency_s = 0.75;

double raised_cosine(double share) {
  return 0.5 - 0.5 * std::cos(std::numbers::pi * std::clamp(share, 0.0, 1.0));
}

}  // namespace

Sweep::Sweep(const SweepPlan& plan)
    : plan_(plan),
      last_hz_(std::min(plan.last_hz, 0.45 * plan.rate_hz)),
      amplitude_(dsp::amplitude(plan.level_dbfs)) {
  const double octaves_e = std::log(last_hz_ / plan.first_hz);
  const double turns =
      std::max(1.0, std::round(plan.first_hz * plan.seconds / octaves_e));
  growth_s_ = turns / plan.first_hz;
  seconds_ = growth_s_ * octaves_e;
  recorded_ = std::bit_ceil(static_cast<std::size_t>(
      std::ceil((seconds_ + room_for_latency_s) * plan.rate_hz)));
}

std::vector<float> Sweep::samples() const {
  const auto length = static_cast<std::size_t>(seconds_ * plan_.rate_hz);
  std::vector<float> samples(length);
  for (std::size_t n = 0; n < length; ++n) {
    const double t = static_cast<double>(n) / plan_.rate_hz;
    const double turns = plan_.first_hz * growth_s_ * std::exp(t / growth_s_);
    const double fade = raised_cosine(t / plan_.fade_in_s) *
                        raised_cosine((seconds_ - t) / plan_.fade_out_s);
    samples[n] = static_cast<float>(amplitude_ * fade *
                                    std::sin(2 * std::numbers::pi * turns));
  }
  return samples;
}

double Sweep::time_of(double frequency_hz) const {
  return growth_s_ * std::log(frequency_hz / plan_.first_hz);
}

double Sweep::frequency_at(double time_s) const {
  return plan_.first_hz * std::exp(time_s / growth_s_);
}

double Sweep::lead_s(double order) const {
  return growth_s_ * std::log(order);
}

}  // namespace soundcheck::audio::dsp
