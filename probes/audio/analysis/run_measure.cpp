#include "probes/audio/analysis/run_measure.hpp"

#include <algorithm>
#include <cmath>

#include "probes/audio/analysis/comparison.hpp"
#include "probes/audio/analysis/judge.hpp"
#include "probes/audio/dsp/median.hpp"

namespace soundcheck::audio {

namespace {

struct Range {
  std::size_t first, last;  ///< third octaves, one beyond
};
constexpr std::array<Range, watched_count> watched_bands = {
    Range{2, 7}, Range{7, 12}, Range{12, 16}};

double sum_of(const dsp::PerBand<double>& bands, Range range) {
  double sum = 0;
  for (auto band = range.first; band < range.last; ++band)
    sum += bands[band];
  return sum;
}

}  // namespace

RunMeter::RunMeter(const dsp::Sweep& sweep, const Baseline* baseline)
    : baseline_(baseline),
      deconvolution_(sweep),
      gate_(sweep.plan().rate_hz),
      finder_(deconvolution_, gate_),
      residual_(deconvolution_),
      octaves_(sweep.plan().rate_hz),
      gaps_(deconvolution_.sweep(), gate_.bin_hz()) {}

void RunMeter::find_arrival(RunMeasure& out) {
  for (std::size_t m = 0; m < out.microphones.size(); ++m) {
    auto& microphone = out.microphones[m];
    microphone.noise = dsp::measure_noise_floor(
        responses_[m], deconvolution_.noise_lags(), gate_);
    if (microphone.facts.constant)
      continue;
    std::span<const float> expected;
    if (baseline_ != nullptr)
      expected = baseline_->microphones[m].impulse;
    finder_.add(responses_[m], microphone.noise, expected);
  }
  out.arrival = finder_.find();
  if (out.arrival)
    out.lag = out.arrival->lag;
  else if (baseline_ != nullptr)
    out.lag = std::lround(baseline_->latency_s * gate_.rate_hz());
}

RunMeasure RunMeter::measure(const SweepRun& run,
                             const std::vector<QuietMicrophone>& quiet) {
  RunMeasure out;
  out.microphones.resize(run.microphones.size());
  responses_.resize(run.microphones.size());
  for (std::size_t m = 0; m < run.microphones.size(); ++m) {
    out.microphones[m].facts = dsp::measure_samples(run.microphones[m]);
    if (m < run.codes.size())
      out.microphones[m].codes = run.codes[m];
    responses_[m].resize(deconvolution_.size());
    deconvolution_.apply(run.microphones[m], responses_[m]);
  }
  find_arrival(out);
  for (std::size_t m = 0; m < out.microphones.size(); ++m) {
    auto& microphone = out.microphones[m];
    const auto& response = responses_[m];
    microphone.response =
        dsp::measure_response(response, out.lag, microphone.noise, gate_);
    microphone.distortion =
        dsp::measure_distortion(response, out.lag, microphone.response,
                                microphone.noise, sweep(), gate_);
    microphone.residual =
        residual_.measure(response, run.microphones[m], out.lag);
    octaves_.add(response, out.lag);
  }
  out.octaves = octaves_.measure();
  find_gap(run, quiet, out);
  watch(quiet, out);
  if (first_noise_.empty())
    remember(out);
  else
    compare_noise(out);
  return out;
}

/// A long gap is a notch in this run's own response, so the baseline's tells
/// better what to expect, but where a whole band is missing.
dsp::Spectrum RunMeter::expected(std::size_t m,
                                 const dsp::LinearResponse& heard) {
  if (baseline_ == nullptr)
    return heard.spectrum;
  auto spectrum = healthy_spectrum(baseline_->microphones[m], gate_);
  const auto healthy = gate_.level_powers(baseline_->microphones[m].impulse);
  for (std::size_t band = 0; band < gate_.bands(); ++band) {
    const double share =
        std::sqrt(std::max(heard.power[band], 0.0) / healthy[band]);
    const auto first =
        static_cast<std::size_t>(dsp::band_low_hz(band) / gate_.bin_hz()) + 1;
    const auto last =
        static_cast<std::size_t>(dsp::band_high_hz(band) / gate_.bin_hz()) + 1;
    for (auto k = first; k < std::min(last, spectrum.size()); ++k)
      spectrum[k] *= static_cast<float>(std::min(1.0, 2 * share));
  }
  return spectrum;
}

void RunMeter::find_gap(const SweepRun& run,
                        const std::vector<QuietMicrophone>& quiet,
                        RunMeasure& out) {
  if (!out.arrival)
    return;
  for (std::size_t m = 0; m < out.microphones.size(); ++m) {
    const auto& microphone = out.microphones[m];
    if (microphone.facts.constant || m >= quiet.size())
      continue;
    gaps_.add(run.microphones[m], out.lag, expected(m, microphone.response),
              quiet[m].spectrum);
  }
  out.gap = gaps_.find();
}

void RunMeter::remember(const RunMeasure& first) {
  const auto lags = deconvolution_.noise_lags();
  for (const auto& response : responses_)
    first_noise_.emplace_back(
        response.begin() + static_cast<std::ptrdiff_t>(lags.first),
        response.begin() + static_cast<std::ptrdiff_t>(lags.last));
  first_lag_ = first.lag;
}

/// Two noises that have nothing to do with each other differ by the sum of
/// their powers, so half the power of the difference is what is new.
void RunMeter::compare_noise(RunMeasure& out) {
  const auto lags = deconvolution_.noise_lags();
  const auto later = out.lag - first_lag_;
  std::array<std::vector<double>, watched_count> changes;
  for (std::size_t m = 0; m < out.microphones.size(); ++m) {
    auto difference = responses_[m];
    for (std::size_t n = 0; n < first_noise_[m].size(); ++n) {
      const auto at = static_cast<std::ptrdiff_t>(lags.first + n) + later;
      if (at >= 0 && at < static_cast<std::ptrdiff_t>(difference.size()))
        difference[static_cast<std::size_t>(at)] -= first_noise_[m][n];
    }
    const auto changed = dsp::measure_noise_floor(difference, lags, gate_);
    for (std::size_t i = 0; i < watched_count; ++i) {
      const double noise =
          sum_of(out.microphones[m].noise.bands, watched_bands[i]);
      changes[i].push_back(
          decibel_power(sum_of(changed.bands, watched_bands[i]) / 2 /
                        std::max(noise, 1e-20)));
    }
  }
  for (std::size_t i = 0; i < watched_count; ++i)
    out.watched[i].change_db = dsp::median(std::move(changes[i]));
}

double RunMeter::residual_peak(std::span<const float> quiet) {
  std::vector<float> response(deconvolution_.size());
  deconvolution_.apply(quiet, response);
  return residual_.measure(response, quiet, 0).peak();
}

dsp::PerBand<double> RunMeter::thd_power(std::span<const float> quiet,
                                         const dsp::LinearResponse& linear) {
  std::vector<float> response(deconvolution_.size());
  deconvolution_.apply(quiet, response);
  const dsp::NoiseFloor nothing{std::vector<float>(gate_.bins()), {}, 0};
  dsp::PerBand<double> most{};
  // A listen is shorter than the sweep: what is heard late in it has to count
  // for the low frequencies, too, and what is heard early for the high ones.
  for (const double earlier_s : {0.0, 0.2, 0.4}) {
    const auto lag = -std::lround(earlier_s * gate_.rate_hz());
    const auto one =
        dsp::measure_distortion(response, lag, linear, nothing, sweep(), gate_);
    for (std::size_t band = 0; band < dsp::band_count; ++band)
      most[band] = std::max(most[band], one.power[band]);
  }
  return most;
}

double RunMeter::expected_noise(const QuietMicrophone& quiet,
                                std::size_t band) const {
  // Filtering by the inverse sweep turns a density D(f) into D |1/X|^2, and a
  // gate's spectrum has its window's energy times that.
  double sum = 0;
  std::size_t count = 0;
  for (double f = dsp::band_low_hz(band); f < dsp::band_high_hz(band);
       f += quiet.spectrum.bin_hz, ++count)
    sum += quiet.spectrum.density(f) * deconvolution_.power_gain(f);
  return sum / static_cast<double>(std::max<std::size_t>(1, count)) *
         gate_.window_energy();
}

void RunMeter::watch(const std::vector<QuietMicrophone>& quiet,
                     RunMeasure& out) {
  for (std::size_t i = 0; i < watched_count; ++i) {
    const auto range = watched_bands[i];
    std::vector<double> rises, leakages;
    for (std::size_t m = 0; m < out.microphones.size(); ++m) {
      const auto& microphone = out.microphones[m];
      if (microphone.facts.constant || range.last > gate_.bands() ||
          m >= quiet.size() || quiet[m].spectrum.power.empty())
        continue;
      double expected = 0;
      for (auto band = range.first; band < range.last; ++band)
        expected += expected_noise(quiet[m], band);
      const double noise = sum_of(microphone.noise.bands, range);
      const double direct = sum_of(microphone.response.power, range);
      rises.push_back(decibel_power(noise / std::max(expected, 1e-20)));
      leakages.push_back(decibel_power(noise / std::max(direct, 1e-20)));
    }
    if (!rises.empty())
      out.watched[i] = {dsp::median(std::move(rises)),
                        dsp::median(std::move(leakages)), 0};
  }
}

}  // namespace soundcheck::audio
