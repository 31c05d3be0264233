#include "probes/audio/dsp/hum.hpp"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <vector>

#include "probes/audio/dsp/decibel.hpp"
#include "probes/audio/dsp/goertzel.hpp"

namespace soundcheck::audio::dsp {

namespace {

constexpr double pi = std::numbers::pi;
/// Half as long, a line is 3 dB less above noise; 3 more for chance.
constexpr double half_allowance_db = 6;

/// Low frequencies only, at a few kHz: means of as many samples as fit.
std::vector<double> coarser(std::span<const float> samples,
                            std::size_t factor) {
  std::vector<double> out(samples.size() / factor);
  for (std::size_t n = 0; n < out.size(); ++n) {
    double sum = 0;
    for (const double x : samples.subspan(n * factor, factor))
      sum += x;
    out[n] = sum / static_cast<double>(factor);
  }
  return out;
}

void apply_hann(std::vector<double>& samples) {
  const auto size = static_cast<double>(samples.size());
  for (std::size_t n = 0; n < samples.size(); ++n)
    samples[n] *= 0.5 - 0.5 * std::cos(2 * pi * static_cast<double>(n) / size);
}

/// Power of a sine of this frequency, 1 for one of amplitude 1.
double power_at(std::span<const double> windowed, double turn) {
  const double amplitude = 4 * std::abs(goertzel(windowed, turn)) /
                           static_cast<double>(windowed.size());
  return amplitude * amplitude;
}

struct Line {
  double power = 0;
  double neighbours = 0;
};

Line measure_line(std::span<const double> windowed,
                  double frequency_hz,
                  double rate_hz) {
  const auto turn = [rate_hz](double hz) { return 2 * pi * hz / rate_hz; };
  Line line{power_at(windowed, turn(frequency_hz)), 0};
  constexpr int count = 7;
  for (int i = 0; i < count; ++i) {
    const double away = 4 + 2 * i;
    line.neighbours += power_at(windowed, turn(frequency_hz - away));
    line.neighbours += power_at(windowed, turn(frequency_hz + away));
  }
  line.neighbours /= 2 * count;
  return line;
}

Hum strongest_line(std::span<const double> windowed,
                   double mains_hz,
                   double rate_hz) {
  Hum hum{-100, 0, mains_hz, silence_dbfs};
  for (int k = 1; k <= 3; ++k) {
    const auto line = measure_line(windowed, k * mains_hz, rate_hz);
    const double ratio = line.power / std::max(line.neighbours, 1e-20);
    const double excess = 10 * std::log10(std::max(ratio, 1e-10));
    if (excess <= hum.excess_db)
      continue;
    hum.excess_db = excess;
    hum.level_dbfs = decibels(std::sqrt(line.power));
    hum.sigma_db = hum_sigma_db(excess);
  }
  return hum;
}

Hum measure_part(std::span<const double> samples, double rate_hz) {
  std::vector<double> windowed(samples.begin(), samples.end());
  apply_hann(windowed);
  const auto europe = strongest_line(windowed, 50, rate_hz);
  const auto america = strongest_line(windowed, 60, rate_hz);
  return europe.excess_db >= america.excess_db ? europe : america;
}

}  // namespace

double hum_sigma_db(double excess_db) {
  // Noise in the line as 1/(2 SNR); in the neighbours as fourteen cells, which
  // at 2 Hz apart the window of a second hardly ties together.
  const double ratio = std::pow(10, excess_db / 10);
  return 10 / std::numbers::ln10 *
         std::sqrt(2 / std::max(ratio, 1.0) + 1.0 / 14);
}

Hum measure_hum(std::span<const float> samples, double rate_hz) {
  const auto factor =
      std::max<std::size_t>(1, static_cast<std::size_t>(rate_hz / 2000));
  const double rate = rate_hz / static_cast<double>(factor);
  const auto low = coarser(samples, factor);
  const auto half = low.size() / 2;
  auto hum = measure_part(low, rate);
  for (const auto& part :
       {std::span(low).first(half), std::span(low).subspan(half)}) {
    const double steady =
        measure_part(part, rate).excess_db + half_allowance_db;
    hum.excess_db = std::min(hum.excess_db, steady);
  }
  return hum;
}

}  // namespace soundcheck::audio::dsp
