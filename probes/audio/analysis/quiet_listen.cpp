#include "probes/audio/analysis/quiet_listen.hpp"

#include <algorithm>

#include "probes/audio/analysis/judge.hpp"
#include "probes/audio/dsp/deconvolution.hpp"

namespace soundcheck::audio {

namespace {

/// The A-weighting leaves about this much to count for the spread of a level.
constexpr double weighted_low_hz = 500, weighted_high_hz = 8000;

std::span<const float> end_of_run(std::span<const float> samples,
                                  const dsp::Sweep& sweep) {
  const auto over = static_cast<std::size_t>(
      (sweep.seconds() + dsp::Deconvolution::longest_room_s + 0.05) *
      sweep.plan().rate_hz);
  return samples.subspan(std::min(over, samples.size()));
}

}  // namespace

double level_dbfs(std::span<const float> samples) {
  double sum = 0;
  for (const float sample : samples)
    sum += static_cast<double>(sample) * static_cast<double>(sample);
  // Against a sine of full scale.
  return decibel_power(
      2 * sum / static_cast<double>(std::max<std::size_t>(1, samples.size())));
}

QuietMicrophone listen(std::span<const float> samples, double rate_hz) {
  QuietMicrophone out;
  out.facts = dsp::measure_samples(samples);
  if (!out.facts.finite)
    return out;
  out.spectrum = dsp::measure_power_spectrum(samples, rate_hz);
  out.hum = dsp::measure_hum(samples, rate_hz);
  out.a_weighted_dbfs = dsp::a_weighted_dbfs(out.spectrum);
  out.a_weighted_sigma_db =
      out.spectrum.sigma_db(weighted_low_hz, weighted_high_hz);
  out.treble_dbfs = dsp::band_dbfs(out.spectrum, treble_low_hz, treble_high_hz);
  out.treble_sigma_db = out.spectrum.sigma_db(treble_low_hz, treble_high_hz);
  return out;
}

std::vector<QuietMicrophone> listen_to_all(const Capture& capture,
                                           const dsp::Sweep& sweep) {
  std::vector<QuietMicrophone> out;
  const double rate = capture.plan.rate_hz;
  for (const auto& samples : capture.quiet)
    out.push_back(listen(samples, rate));
  if (out.empty() && !capture.runs.empty()) {
    for (const auto& samples : capture.runs.front().microphones)
      out.push_back(listen(end_of_run(samples, sweep), rate));
  }
  return out;
}

}  // namespace soundcheck::audio
