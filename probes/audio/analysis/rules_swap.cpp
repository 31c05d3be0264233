#include <algorithm>
#include <cmath>

#include "probes/audio/analysis/rules.hpp"
#include "probes/audio/dsp/median.hpp"

namespace soundcheck::audio {

namespace {

/// A fit that is worse is luck.
constexpr double least_fit = 0.5;
/// The room moves a delay by so much.
constexpr double room_s = 0.5e-6;

struct Swap {
  std::size_t a = 0, b = 0;
  double rest = 0;  ///< squares that remain, in s^2
};

double sum_of_squares(std::vector<double> values) {
  const double middle = dsp::median(values);
  double sum = 0;
  for (const double value : values)
    sum += (value - middle) * (value - middle);
  return sum;
}

/// Delays of the baseline's direct sounds against that of microphone 0.
std::vector<double> healthy_delays(const Baseline& baseline) {
  dsp::Gate gate(baseline.plan.rate_hz);
  dsp::TimingFitter fitter(dsp::Sweep(baseline.plan), gate);
  const auto first = healthy_spectrum(baseline.microphones.front(), gate);
  std::vector<double> out;
  for (const auto& microphone : baseline.microphones) {
    dsp::CrossSpectrum cross{healthy_spectrum(microphone, gate),
                             std::vector<float>(gate.bins(), 1000.0F)};
    for (std::size_t k = 0; k < cross.cross.size(); ++k)
      cross.cross[k] *= std::conj(first[k]);
    out.push_back(
        fitter.fit(std::span(&cross, 1), false).microphones[0].delay_s);
  }
  return out;
}

Swap best_swap(const std::vector<double>& moved,
               const std::vector<double>& healthy) {
  Swap best{0, 0, sum_of_squares(moved)};
  for (std::size_t a = 0; a < moved.size(); ++a) {
    for (std::size_t b = a + 1; b < moved.size(); ++b) {
      auto rest = moved;
      rest[a] -= healthy[b] - healthy[a];
      rest[b] -= healthy[a] - healthy[b];
      const double sum = sum_of_squares(std::move(rest));
      if (sum < best.rest)
        best = {a, b, sum};
    }
  }
  return best;
}

double closest_pair(const std::vector<double>& healthy) {
  double closest = 1;
  for (std::size_t a = 0; a < healthy.size(); ++a)
    for (std::size_t b = a + 1; b < healthy.size(); ++b)
      closest = std::min(closest, std::abs(healthy[a] - healthy[b]));
  return closest;
}

/// What a delay may move by without a swap: noise, room, and the limit.
double allowed(const Timing& timing, const AudioLimits& limits) {
  double sigma = room_s;
  for (const auto& fit : timing.fits)
    sigma = std::max(sigma, std::hypot(fit.sigma_s, room_s));
  return std::max(limits.mic_delay_s, 3 * std::sqrt(2.0) * sigma);
}

Symptom unknown(std::string why) {
  return {Code::mic_swap, Presence::unknown, std::nullopt, std::move(why)};
}

Symptom judge(const Evidence& evidence, const Timing& timing) {
  std::vector<double> moved;
  for (const auto& fit : timing.fits) {
    if (fit.coherence < least_fit)
      return unknown("a microphone's delay is not sure");
    moved.push_back(fit.delay_s);
  }
  const auto healthy = healthy_delays(*evidence.baseline);
  const double limit = allowed(timing, evidence.limits);
  const double spread = sum_of_squares(moved);
  const auto swap = best_swap(moved, healthy);
  if (swap.a != swap.b && swap.rest < 0.25 * spread && spread > limit * limit &&
      std::abs(healthy[swap.a] - healthy[swap.b]) > limit) {
    return {Code::mic_swap, Presence::present, std::nullopt,
            "the delays of microphones " + std::to_string(swap.a + 1) +
                " and " + std::to_string(swap.b + 1) + " are exchanged"};
  }
  // Only where each pair differs by enough would a swap have been seen.
  if (closest_pair(healthy) < limit)
    return unknown("two microphones are equally far from the loudspeaker");
  if (spread > limit * limit * static_cast<double>(moved.size()))
    return unknown("delays differ from the baseline as by no swap");
  return {Code::mic_swap, Presence::absent, std::nullopt,
          "delays as in the baseline"};
}

}  // namespace

void judge_swap(const Evidence& evidence, const Timing& timing, Symptoms& out) {
  const auto count = evidence.microphones();
  if (!timing.measured || timing.fits.size() != count || count < 2)
    out.push_back(unknown("not all delays could be measured"));
  else
    out.push_back(judge(evidence, timing));
}

}  // namespace soundcheck::audio
