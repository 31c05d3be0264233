#include <algorithm>
#include <cmath>

#include "probes/audio/analysis/rules.hpp"
#include "probes/audio/dsp/median.hpp"
#include "probes/findings.hpp"

namespace soundcheck::audio {

namespace {

/// Bands that differ so much from the rest have another phase, too.
constexpr double odd_band_db = 4;
/// A clock ratio must make the phases agree so much better.
constexpr double least_gain = 1.15, least_coherence = 0.6;
/// Below this a fit is luck.
constexpr double least_fit = 0.5;

/// Leaves bands out that a fault of response turned.
void leave_out_odd_bands(const MicrophoneComparison& microphone,
                         const dsp::Gate& gate,
                         dsp::CrossSpectrum& cross) {
  std::vector<double> levels(gate.bands());
  for (std::size_t band = 0; band < levels.size(); ++band)
    levels[band] = decibel_power(microphone.bands[band].value);
  const double middle = dsp::median(levels);
  for (std::size_t band = 0; band < levels.size(); ++band) {
    if (std::abs(levels[band] - middle) < odd_band_db)
      continue;
    const auto first =
        static_cast<std::size_t>(dsp::band_low_hz(band) / gate.bin_hz());
    const auto last = std::min(
        cross.snr.size(),
        static_cast<std::size_t>(dsp::band_high_hz(band) / gate.bin_hz()) + 1);
    std::fill(cross.snr.begin() + static_cast<std::ptrdiff_t>(first),
              cross.snr.begin() + static_cast<std::ptrdiff_t>(last), 0.0F);
  }
}

}  // namespace

Timing measure_timing(const Evidence& evidence,
                      const Comparison& comparison,
                      const dsp::Sweep& sweep,
                      dsp::Gate& gate) {
  Timing out;
  const auto& run = evidence.runs.front();
  if (evidence.baseline == nullptr || !run.arrival)
    return out;
  std::vector<dsp::CrossSpectrum> crosses;
  for (const auto m : comparison.heard_by) {
    const auto& microphone = run.microphones[m];
    auto cross = dsp::make_cross(
        microphone.response.spectrum, microphone.noise.power,
        healthy_spectrum(evidence.baseline->microphones[m], gate));
    leave_out_odd_bands(comparison.microphones[m], gate, cross);
    crosses.push_back(std::move(cross));
    out.microphones.push_back(m);
  }
  if (crosses.empty())
    return out;
  dsp::TimingFitter fitter(sweep, gate);
  auto fit = fitter.fit(crosses, false);
  if (!evidence.one_clock) {
    const auto drifting = fitter.fit(crosses, true);
    out.sigma_ppm = drifting.sigma_ppm;
    if (drifting.coherence >= least_coherence &&
        drifting.coherence >= least_gain * fit.coherence) {
      out.ppm = drifting.ppm;
      fit = drifting;
    }
  }
  out.fits = fit.microphones;
  out.measured = fit.coherence > least_fit;
  // Gates lie around the arrivals; what those differ by is common to all.
  const double between = static_cast<double>(run.lag) / gate.rate_hz() -
                         evidence.baseline->latency_s;
  for (auto& delay : out.fits)
    delay.delay_s += between;
  return out;
}

void judge_clock(const Evidence& evidence,
                 const Timing& timing,
                 Symptoms& out) {
  const auto presence = timing.measured ? beyond({timing.ppm, timing.sigma_ppm},
                                                 evidence.limits.drift_ppm)
                                        : Presence::unknown;
  out.push_back({Code::clock_drift, presence, std::nullopt,
                 timing.measured
                     ? "the clocks differ by " + decimal(timing.ppm) + " ppm"
                     : "delays could not be measured"});
}

void judge_polarity(const Evidence& evidence,
                    const Timing& timing,
                    Symptoms& out) {
  std::size_t turned = 0, sure = 0;
  for (const auto& fit : timing.fits) {
    sure += fit.coherence > least_fit;
    turned += fit.coherence > least_fit && fit.polarity < 0;
  }
  const bool measured = timing.measured && sure > 0;
  const bool all = measured && turned == sure;
  out.push_back({Code::speaker_polarity,
                 measured ? presence_if(all) : Presence::unknown, std::nullopt,
                 std::to_string(turned) + " of " + std::to_string(sure) +
                     " microphones hear it turned over"});
  for (std::size_t m = 0; m < evidence.microphones(); ++m) {
    const auto found =
        std::find(timing.microphones.begin(), timing.microphones.end(), m);
    auto presence = Presence::unknown;
    if (measured && found != timing.microphones.end()) {
      const auto& fit = timing.fits[static_cast<std::size_t>(
          found - timing.microphones.begin())];
      if (fit.coherence > least_fit)
        presence = presence_if(fit.polarity < 0 && !all);
    }
    out.push_back({Code::mic_polarity, presence, m,
                   "sign of the response against the baseline"});
  }
}

}  // namespace soundcheck::audio
