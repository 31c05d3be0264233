#include "probes/audio/dsp/timing.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace soundcheck::audio::dsp {

namespace {

constexpr double two_pi = 2 * std::numbers::pi;
constexpr double search_low_hz = 400, search_high_hz = 3000;
constexpr double fit_high_hz = 14000;
constexpr double widest_drift = 1000e-6, drift_step = 25e-6;
/// Above this the room, not noise, turns the phase.
constexpr double most_snr = 1000;
/// Sigma of what could not be fitted.
constexpr double hopeless = 1e9;

/// Share of a bin's energy that is signal: how much its phase counts in a
/// coherent sum.
double trust(float snr) {
  return static_cast<double>(snr / (1 + snr));
}

}  // namespace

CrossSpectrum make_cross(std::span<const std::complex<float>> response,
                         std::span<const float> noise_power,
                         std::span<const std::complex<float>> reference) {
  CrossSpectrum out{Spectrum(response.size()),
                    std::vector<float>(response.size())};
  for (std::size_t k = 0; k < response.size(); ++k) {
    out.cross[k] = response[k] * std::conj(reference[k]);
    const float noise = std::max(noise_power[k], 1e-20F);
    out.snr[k] = std::max(0.0F, std::norm(response[k]) / noise - 1);
  }
  return out;
}

TimingFitter::TimingFitter(const Sweep& sweep, const Gate& gate)
    : bin_hz_(gate.bin_hz()),
      growth_s_(sweep.growth_s()),
      first_hz_(sweep.plan().first_hz),
      highest_hz_(std::min(fit_high_hz, 0.7 * sweep.last_hz())),
      bins_per_cell_(static_cast<double>(gate.fft_size()) /
                     gate.window_energy()),
      // Bins up to 6 kHz only: the search looks no higher than 3.
      search_(std::min<std::size_t>(1024, gate.fft_size())),
      spectrum_(search_.bins()),
      correlation_(search_.size()) {}

double TimingFitter::drift_turn(double frequency_hz) const {
  return two_pi * growth_s_ * frequency_hz * std::log(frequency_hz / first_hz_);
}

TimingFitter::Start TimingFitter::search_delay(const CrossSpectrum& microphone,
                                               double drift) {
  double weights = 0;
  for (std::size_t k = 0; k < spectrum_.size(); ++k) {
    spectrum_[k] = 0;
    const double f = static_cast<double>(k) * bin_hz_;
    if (f < search_low_hz || f > search_high_hz)
      continue;
    const double weight = trust(microphone.snr[k]);
    const auto unit =
        std::polar(weight, static_cast<double>(std::arg(microphone.cross[k])) +
                               drift * drift_turn(f));
    spectrum_[k] = std::complex<float>(unit);
    weights += weight;
  }
  search_.inverse(spectrum_, correlation_);
  const auto best = std::max_element(
      correlation_.begin(), correlation_.end(),
      [](float a, float b) { return std::abs(a) < std::abs(b); });
  auto samples = best - correlation_.begin();
  if (samples > static_cast<std::ptrdiff_t>(search_.size() / 2))
    samples -= static_cast<std::ptrdiff_t>(search_.size());
  Start start;
  start.delay_s = static_cast<double>(samples) /
                  (bin_hz_ * static_cast<double>(search_.size()));
  start.polarity = *best < 0 ? -1 : 1;
  start.height = static_cast<double>(std::abs(*best)) *
                 static_cast<double>(search_.size()) /
                 (2 * std::max(weights, 1e-9));
  return start;
}

double TimingFitter::search_drift(std::span<const CrossSpectrum> microphones) {
  double best = 0, highest = -1;
  for (double drift = -widest_drift; drift <= widest_drift + drift_step / 2;
       drift += drift_step) {
    double height = 0;
    for (const auto& microphone : microphones)
      height += search_delay(microphone, drift).height;
    if (height > highest) {
      highest = height;
      best = drift;
    }
  }
  return best;
}

TimingFitter::Sums TimingFitter::sums_of(const CrossSpectrum& microphone,
                                         const DelayFit& delay,
                                         double drift,
                                         double high_hz) const {
  Sums s;
  const double turned = delay.polarity < 0 ? std::numbers::pi : 0;
  for (auto k = static_cast<std::size_t>(search_low_hz / bin_hz_) + 1;
       static_cast<double>(k) * bin_hz_ < high_hz; ++k) {
    const double snr = static_cast<double>(microphone.snr[k]);
    if (snr <= 0)
      continue;
    const double w = std::min(snr, most_snr);
    const double f = static_cast<double>(k) * bin_hz_;
    const double a = -two_pi * f, b = -drift_turn(f);
    const double y =
        std::remainder(static_cast<double>(std::arg(microphone.cross[k])) -
                           turned - a * delay.delay_s - b * drift,
                       two_pi);
    s.aa += w * a * a;
    s.ab += w * a * b;
    s.bb += w * b * b;
    s.ay += w * a * y;
    s.by += w * b * y;
    s.spread += w * a * a * w / (2 * snr);
  }
  return s;
}

void TimingFitter::refine(std::span<const CrossSpectrum> microphones,
                          double high_hz,
                          bool with_drift,
                          TimingFit& fit) const {
  std::vector<Sums> sums;
  double over = 0, under = 0;
  for (std::size_t m = 0; m < microphones.size(); ++m) {
    const auto s =
        sums_of(microphones[m], fit.microphones[m], fit.ppm * 1e-6, high_hz);
    sums.push_back(s);
    if (s.aa > 0) {
      over += s.by - s.ab * s.ay / s.aa;
      under += s.bb - s.ab * s.ab / s.aa;
    }
  }
  const double drift = with_drift && under > 0 ? over / under : 0;
  fit.ppm += 1e6 * drift;
  fit.sigma_ppm =
      under > 0 ? 1e6 * std::sqrt(bins_per_cell_ / (2 * under)) : hopeless;
  for (std::size_t m = 0; m < microphones.size(); ++m) {
    auto& delay = fit.microphones[m];
    const auto& s = sums[m];
    delay.sigma_s = hopeless;
    if (s.aa <= 0)
      continue;
    delay.delay_s += (s.ay - drift * s.ab) / s.aa;
    delay.sigma_s = std::sqrt(bins_per_cell_ * s.spread) / s.aa;
  }
}

double TimingFitter::coherence(const CrossSpectrum& microphone,
                               const DelayFit& delay,
                               double drift) const {
  double sum = 0, weights = 0;
  for (auto k = static_cast<std::size_t>(search_low_hz / bin_hz_) + 1;
       static_cast<double>(k) * bin_hz_ < highest_hz_; ++k) {
    const double f = static_cast<double>(k) * bin_hz_;
    const double weight = trust(microphone.snr[k]);
    sum +=
        weight * std::cos(static_cast<double>(std::arg(microphone.cross[k])) +
                          two_pi * f * delay.delay_s + drift * drift_turn(f));
    weights += weight;
  }
  return std::abs(sum) / std::max(weights, 1e-9);
}

TimingFit TimingFitter::fit(std::span<const CrossSpectrum> microphones,
                            bool with_drift) {
  TimingFit out;
  const double start = with_drift ? search_drift(microphones) : 0;
  out.ppm = 1e6 * start;
  for (const auto& microphone : microphones) {
    const auto found = search_delay(microphone, start);
    out.microphones.push_back({found.delay_s, 0, found.polarity, 0});
  }
  for (const double high_hz : {search_high_hz, 6000.0, highest_hz_})
    for (int turn = 0; turn < 2; ++turn)
      refine(microphones, std::min(high_hz, highest_hz_), with_drift, out);
  double sum = 0;
  for (std::size_t m = 0; m < microphones.size(); ++m) {
    auto& delay = out.microphones[m];
    delay.coherence = coherence(microphones[m], delay, out.ppm * 1e-6);
    sum += delay.coherence;
  }
  out.coherence =
      sum / static_cast<double>(std::max<std::size_t>(1, microphones.size()));
  return out;
}

}  // namespace soundcheck::audio::dsp
