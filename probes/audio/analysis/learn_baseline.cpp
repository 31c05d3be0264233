#include <algorithm>
#include <cmath>

#include "probes/audio/analysis/analysis.hpp"
#include "probes/audio/analysis/comparison.hpp"
#include "probes/audio/analysis/input_check.hpp"
#include "probes/audio/analysis/run_measure.hpp"

namespace soundcheck::audio {

namespace {

/// A baseline is to be surer than what is later compared with it.
constexpr double least_snr_db = 15;

std::string unfit(const RunMeasure& run, std::size_t bands) {
  if (!run.arrival)
    return "the sweep was not heard";
  for (std::size_t m = 0; m < run.microphones.size(); ++m) {
    const auto& snr = run.microphones[m].response.snr_db;
    const auto least = *std::min_element(
        snr.begin(), snr.begin() + static_cast<std::ptrdiff_t>(bands));
    if (least < least_snr_db)
      return "microphone " + std::to_string(m + 1) +
             " hears a part of the sweep too faintly; a quieter room is needed";
  }
  return {};
}

Baseline::Microphone learn(const MicrophoneMeasure& measure,
                           const QuietMicrophone& quiet,
                           std::vector<float> impulse,
                           std::size_t bands) {
  Baseline::Microphone out;
  out.impulse = std::move(impulse);
  for (std::size_t band = 0; band < bands; ++band)
    out.sigma_db[band] = measure.response.sigma_db(band);
  for (std::size_t band = 0; band < measure.distortion.bands; ++band)
    out.thd_percent[band] = measure.distortion.thd_percent(band);
  out.quiet_dbfs = quiet.a_weighted_dbfs;
  out.quiet_treble_dbfs = quiet.treble_dbfs;
  return out;
}

}  // namespace

Result<Baseline> learn_baseline(const Capture& capture,
                                std::string device,
                                const AudioLimits& limits) {
  // Faults that need no baseline must not become one.
  const auto analysis = analyse(capture, nullptr, limits);
  if (analysis.verdict != AudioVerdict::pass &&
      analysis.verdict != AudioVerdict::pass_partial)
    return Error{Errc::parse, "no baseline can be learnt: " +
                                  std::string(analysis.explanation)};
  const dsp::Sweep sweep(capture.plan);
  RunMeter meter(sweep, nullptr);
  const auto quiet = listen_to_all(capture, sweep);
  const auto run = std::find_if(capture.runs.begin(), capture.runs.end(),
                                [](const auto& one) { return one.xruns == 0; });
  const auto measure = meter.measure(*run, quiet);
  const auto bands = meter.gate().bands();
  if (auto problem = unfit(measure, bands); !problem.empty())
    return Error{Errc::parse, "no baseline can be learnt: " + problem};

  Baseline baseline;
  baseline.device = std::move(device);
  baseline.plan = capture.plan;
  baseline.latency_s = static_cast<double>(measure.lag) / capture.plan.rate_hz;
  baseline.latency_known = capture.latency_known;
  baseline.leakage_db = -100;
  for (const auto& band : measure.watched)
    baseline.leakage_db = std::max(baseline.leakage_db, band.leakage_db);
  for (std::size_t m = 0; m < measure.microphones.size(); ++m) {
    baseline.microphones.push_back(learn(
        measure.microphones[m], quiet[m],
        impulse_of(measure.microphones[m].response.spectrum, meter.gate()),
        bands));
  }
  return baseline;
}

}  // namespace soundcheck::audio
