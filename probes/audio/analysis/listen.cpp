#include "probes/audio/analysis/listen.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "probes/audio/analysis/judge.hpp"
#include "probes/audio/analysis/rules.hpp"
#include "probes/audio/analysis/run_measure.hpp"
#include "probes/audio/analysis/summary.hpp"
#include "probes/audio/dsp/median.hpp"

namespace soundcheck::audio {

namespace {

RunMeasure facts_of(const SweepRun& listen) {
  RunMeasure run;
  run.microphones.resize(listen.microphones.size());
  for (std::size_t m = 0; m < run.microphones.size(); ++m) {
    run.microphones[m].facts = dsp::measure_samples(listen.microphones[m]);
    if (m < listen.codes.size())
      run.microphones[m].codes = listen.codes[m];
  }
  return run;
}

std::vector<QuietMicrophone> listen_each(const SweepRun& listen,
                                         double rate_hz) {
  std::vector<QuietMicrophone> quiet;
  for (const auto& samples : listen.microphones)
    quiet.push_back(audio::listen(samples, rate_hz));
  return quiet;
}

bool usable(const std::vector<QuietMicrophone>& quiet) {
  return !quiet.empty() && std::ranges::all_of(quiet, [](const auto& one) {
    return one.facts.finite;
  });
}

double median_snr_db(const QuietMicrophone& quiet,
                     const dsp::PerBand<double>& expected,
                     const RunMeter& meter,
                     std::size_t bands) {
  std::vector<double> snr;
  for (auto band = whole.first; band < std::min(whole.last, bands); ++band) {
    const double noise = std::max(meter.expected_noise(quiet, band), 1e-20);
    snr.push_back(decibel_power(expected[band] / noise));
  }
  return dsp::median(std::move(snr));
}

}  // namespace

Analysis analyse_listen(const SweepRun& listen,
                        double rate_hz,
                        const Baseline* baseline,
                        const AudioLimits& limits) {
  Analysis out;
  const auto quiet = listen_each(listen, rate_hz);
  if (!usable(quiet))
    return out;
  const std::vector<RunMeasure> runs = {facts_of(listen)};
  const Evidence evidence{runs, quiet, baseline, limits};
  judge_samples(evidence, out.symptoms);
  judge_quiet(evidence, out.symptoms);
  add_quiet_numbers(evidence, out);
  conclude(listen.microphones.size(), nullptr, out);
  return out;
}

double predict_snr_db(const dsp::SweepPlan& plan,
                      const SweepRun& listen,
                      const Baseline* baseline,
                      const AudioLimits& limits) {
  const dsp::Sweep sweep(plan);
  RunMeter meter(sweep, baseline);
  const auto quiet = listen_each(listen, plan.rate_hz);
  double best = std::numeric_limits<double>::quiet_NaN();
  if (!usable(quiet))
    return best;
  for (std::size_t m = 0; m < quiet.size(); ++m) {
    if (quiet[m].facts.constant || quiet[m].spectrum.power.empty())
      continue;
    dsp::PerBand<double> expected;
    expected.fill(std::pow(10.0, limits.least_gain_db / 10));
    if (baseline != nullptr && m < baseline->microphones.size()) {
      expected = meter.gate().band_powers(
          healthy_spectrum(baseline->microphones[m], meter.gate()));
    }
    best = std::fmax(
        best, median_snr_db(quiet[m], expected, meter, meter.gate().bands()));
  }
  return best;
}

}  // namespace soundcheck::audio
