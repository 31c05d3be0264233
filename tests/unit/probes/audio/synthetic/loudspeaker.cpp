#include "tests/unit/probes/audio/synthetic/loudspeaker.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace soundcheck::synthetic {

namespace {

using Complex = std::complex<double>;

void filter(Spectrum& spectrum, double bin_hz, auto&& response) {
  for (std::size_t k = 0; k < spectrum.size(); ++k)
    spectrum[k] *=
        std::complex<float>(response(static_cast<double>(k) * bin_hz));
}

/// A decaying sine from `at` on.
void add_ring(std::vector<float>& samples,
              std::size_t at,
              double height,
              double frequency_hz,
              double decay_s,
              double rate_hz) {
  const auto length = static_cast<std::size_t>(8 * decay_s * rate_hz);
  for (std::size_t n = 0; n < length && at + n < samples.size(); ++n) {
    const double t = static_cast<double>(n) / rate_hz;
    samples[at + n] +=
        static_cast<float>(height * std::exp(-t / decay_s) *
                           std::sin(2 * std::numbers::pi * frequency_hz * t));
  }
}

double bump(double frequency_hz, double centre_hz, double width) {
  const double off = std::log(std::max(frequency_hz, 1.0) / centre_hz) / width;
  return std::exp(-off * off);
}

}  // namespace

Complex highpass(double frequency_hz, double corner_hz, double q) {
  const Complex s(0, frequency_hz / corner_hz);
  return s * s / (s * s + s / q + 1.0);
}

Complex lowpass(double frequency_hz, double corner_hz, double q) {
  const Complex s(0, frequency_hz / corner_hz);
  return 1.0 / (s * s + s / q + 1.0);
}

Loudspeaker::Loudspeaker(std::size_t size, double rate_hz)
    : rate_hz_(rate_hz), fft_(size) {}

Complex Loudspeaker::linear(double frequency_hz, const Device& device) const {
  const double break_ups = 1 + 0.25 * bump(frequency_hz, 3200, 0.15) -
                           0.3 * bump(frequency_hz, 6500, 0.1);
  return break_ups * highpass(frequency_hz, device.speaker_highpass_hz, 0.9) *
         lowpass(frequency_hz, device.speaker_lowpass_hz, 0.7) *
         (device.speaker_turned_over ? -1.0 : 1.0);
}

Spectrum Loudspeaker::play(const std::vector<float>& stimulus,
                           double amplitude,
                           const Device& device,
                           Chance& chance) {
  const double bin_hz = rate_hz_ / static_cast<double>(fft_.size());
  const auto volume = static_cast<float>(std::pow(10.0, device.volume_db / 20));
  std::vector<float> drive(fft_.size());
  const auto late = static_cast<std::size_t>(device.latency);
  for (std::size_t n = 0; n < stimulus.size() && late + n < drive.size(); ++n)
    drive[late + n] = stimulus[n] * volume;
  if (device.clip > 0)
    clip(drive, device.clip * amplitude);

  Spectrum spectrum(fft_.bins());
  std::vector<float> excursion(fft_.size());
  fft_.forward(drive, spectrum);
  filter(spectrum, bin_hz,
         [amplitude](double f) { return lowpass(f, 170, 0.9) / amplitude; });
  fft_.inverse(spectrum, excursion);
  for (std::size_t n = 0; n < drive.size(); ++n) {
    const double x = static_cast<double>(excursion[n]);
    const double weaker = 1 - device.motor * (0.06 * x * x + 0.03 * x);
    drive[n] = static_cast<float>(static_cast<double>(drive[n]) * weaker +
                                  0.01 * amplitude * x * x * x);
  }
  fft_.forward(drive, spectrum);
  filter(spectrum, bin_hz,
         [this, &device](double f) { return linear(f, device); });
  if (device.buzz <= 0 && device.rattle <= 0 && device.clock_ratio == 1)
    return spectrum;
  fft_.inverse(spectrum, drive);
  add_clicks(drive, excursion, amplitude, device, chance);
  if (device.clock_ratio != 1)
    drive = at_other_clock(drive, device.clock_ratio);
  fft_.forward(drive, spectrum);
  return spectrum;
}

void Loudspeaker::clip(std::vector<float>& samples, double limit) {
  constexpr std::size_t finer = 4;
  audio::dsp::RealFft fine(finer * fft_.size());
  Spectrum spectrum(fine.bins());
  fft_.forward(samples, std::span(spectrum).first(fft_.bins()));
  std::vector<float> dense(fine.size());
  fine.inverse(spectrum, dense);
  const auto most = static_cast<float>(limit / finer);
  for (auto& sample : dense)
    sample = std::clamp(sample, -most, most);
  fine.forward(dense, spectrum);
  fft_.inverse(std::span(spectrum).first(fft_.bins()), samples);
}

void Loudspeaker::add_clicks(std::vector<float>& pressure,
                             const std::vector<float>& excursion,
                             double amplitude,
                             const Device& device,
                             Chance& chance) const {
  float widest = 0;
  for (const float x : excursion)
    widest = std::max(widest, std::abs(x));
  bool touching = false;
  for (std::size_t n = 0; n < excursion.size(); ++n) {
    const bool touches = excursion[n] > 0.75F * widest;
    if (device.buzz > 0 && touches && !touching)
      add_ring(pressure, n, device.buzz * amplitude, 3700, 0.0008, rate_hz_);
    touching = touches;
    if (device.rattle > 0 && std::abs(excursion[n]) > 0.6F * widest &&
        chance.uniform() < 0.004) {
      add_ring(pressure, n, device.rattle * amplitude * chance.uniform(0.2, 1),
               5200, 0.0005, rate_hz_);
    }
  }
}

std::vector<float> Loudspeaker::at_other_clock(
    const std::vector<float>& samples,
    double ratio) const {
  constexpr std::ptrdiff_t reach = 16;
  const auto size = static_cast<std::ptrdiff_t>(samples.size());
  std::vector<float> out(samples.size());
  for (std::ptrdiff_t n = 0; n < size; ++n) {
    const double position = static_cast<double>(n) * ratio;
    const auto whole = static_cast<std::ptrdiff_t>(std::floor(position));
    const double part = position - static_cast<double>(whole);
    double sum = 0;
    const double sine = std::sin(std::numbers::pi * part);
    for (auto q = 1 - reach; q <= reach; ++q) {
      if (whole + q < 0 || whole + q >= size)
        continue;
      const double t = static_cast<double>(q) - part;
      // sin(pi t) for whole q is that of the part with a changing sign.
      const double sinc = std::abs(t) < 1e-9 ? 1
                                             : (q % 2 == 0 ? -sine : sine) /
                                                   (std::numbers::pi * t);
      sum += static_cast<double>(samples[static_cast<std::size_t>(whole + q)]) *
             sinc * (0.5 + 0.5 * std::cos(std::numbers::pi * t / (reach + 1)));
    }
    out[static_cast<std::size_t>(n)] = static_cast<float>(sum);
  }
  return out;
}

}  // namespace soundcheck::synthetic
