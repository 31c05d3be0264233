#include "probes/audio/dsp/octaves.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "probes/audio/dsp/median.hpp"

namespace soundcheck::audio::dsp {

namespace {

constexpr double before_s = 0.2, after_s = 0.4;
constexpr double width = 0.35;
constexpr double shortest_mean_s = 0.001;

/// How often the rate can be halved for an octave: its Gaussian is cut at 1.8
/// sigma then. At most three times, or a sample would be too long to time with.
std::size_t halvings(double rate_hz, std::size_t octave) {
  const double room = rate_hz / (3.7 * octave_centre_hz(octave));
  return room < 2 ? 0
                  : static_cast<std::size_t>(std::min(3.0, std::log2(room)));
}

/// Running mean over `reach` to both sides.
void smooth(std::vector<double>& values, std::size_t reach) {
  std::vector<double> sum(values.size() + 1);
  for (std::size_t n = 0; n < values.size(); ++n)
    sum[n + 1] = sum[n] + values[n];
  for (std::size_t n = 0; n < values.size(); ++n) {
    const auto first = n > reach ? n - reach : 0;
    const auto last = std::min(values.size(), n + reach + 1);
    values[n] = (sum[last] - sum[first]) / static_cast<double>(last - first);
  }
}

double mean_of(std::span<const double> values) {
  double sum = 0;
  for (const double value : values)
    sum += value;
  return sum / static_cast<double>(values.size());
}

double rest_around(std::span<const double> values, double mean) {
  double rest = 0;
  for (const double value : values)
    rest += (value - mean) * (value - mean);
  return rest;
}

void fit_line(std::span<const double> x,
              std::span<const double> y,
              OctavePattern& out) {
  const double mx = mean_of(x), my = mean_of(y);
  double xx = 0, xy = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    xx += (x[i] - mx) * (x[i] - mx);
    xy += (x[i] - mx) * (y[i] - my);
  }
  out.slope_s = xy / xx;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double rest = y[i] - my - out.slope_s * (x[i] - mx);
    out.rest_of_line += rest * rest;
  }
}

void fit_step(std::span<const double> y, OctavePattern& out) {
  out.rest_of_step = 1e9;
  for (std::size_t i = 1; i < y.size(); ++i) {
    const auto low = y.first(i), high = y.subspan(i);
    const double before = mean_of(low), after = mean_of(high);
    const double rest = rest_around(low, before) + rest_around(high, after);
    if (rest < out.rest_of_step) {
      out.rest_of_step = rest;
      out.step_s = after - before;
    }
  }
}

}  // namespace

OctavePattern find_pattern(const OctaveDelays& delays, double least_db) {
  OctavePattern out;
  std::array<double, octave_count> x{}, y{};
  for (std::size_t i = 0; i < delays.octaves; ++i) {
    if (delays.strength_db[i] < least_db)
      continue;
    x[out.octaves] = std::log(octave_centre_hz(i));
    y[out.octaves++] = delays.delay_s[i];
  }
  if (out.octaves < 3)
    return out;
  const auto used = std::span(y).first(out.octaves);
  const auto [low, high] = std::minmax_element(used.begin(), used.end());
  out.spread_s = *high - *low;
  fit_line(std::span(x).first(out.octaves), used, out);
  fit_step(used, out);
  return out;
}

OctaveMeter::OctaveMeter(double rate_hz)
    : rate_hz_(rate_hz),
      before_(static_cast<std::size_t>(before_s * rate_hz)),
      fft_(std::bit_ceil(
          static_cast<std::size_t>((before_s + after_s) * rate_hz))),
      work_(fft_.size()),
      spectrum_(fft_.bins()),
      band_(fft_.bins()) {
  for (std::size_t i = 0; i < octave_count; ++i) {
    const auto size = fft_.size() >> halvings(rate_hz, i);
    coarser_.emplace_back(size);
    energy_[i].resize(size);
  }
}

void OctaveMeter::add(std::span<const float> response, std::ptrdiff_t lag) {
  const auto size = static_cast<std::ptrdiff_t>(response.size());
  auto at = (lag - static_cast<std::ptrdiff_t>(before_)) % size;
  if (at < 0)
    at += size;
  for (auto& sample : work_) {
    sample = response[static_cast<std::size_t>(at)];
    if (++at == size)
      at = 0;
  }
  fft_.forward(work_, spectrum_);
  for (std::size_t i = 0; i < octave_count; ++i)
    add_octave(i);
}

void OctaveMeter::add_octave(std::size_t octave) {
  auto& fft = coarser_[octave];
  const auto bins = fft.bins();
  const double bin_hz = rate_hz_ / static_cast<double>(fft_.size());
  band_[0] = 0;
  for (std::size_t k = 1; k < bins; ++k) {
    const double off =
        std::log(static_cast<double>(k) * bin_hz / octave_centre_hz(octave)) /
        width;
    band_[k] = spectrum_[k] * static_cast<float>(std::exp(-0.5 * off * off));
  }
  fft.inverse(std::span(band_).first(bins), std::span(work_).first(fft.size()));
  auto& energy = energy_[octave];
  for (std::size_t n = 0; n < energy.size(); ++n)
    energy[n] += static_cast<double>(work_[n]) * static_cast<double>(work_[n]);
}

OctaveDelays OctaveMeter::measure() {
  OctaveDelays out;
  for (std::size_t i = 0; i < octave_count; ++i) {
    const double rate =
        rate_hz_ / static_cast<double>(1U << halvings(rate_hz_, i));
    auto& energy = energy_[i];
    if (octave_centre_hz(i) < 0.3 * rate_hz_)
      out.octaves = i + 1;
    const double mean_s = std::max(shortest_mean_s, 1 / octave_centre_hz(i));
    smooth(energy, static_cast<std::size_t>(mean_s * rate / 2));
    const auto peak = std::max_element(energy.begin(), energy.end());
    out.delay_s[i] =
        static_cast<double>(peak - energy.begin()) / rate - before_s;
    out.strength_db[i] = 10 * std::log10(std::max(*peak, 1e-30) /
                                         std::max(median(energy), 1e-30));
    std::fill(energy.begin(), energy.end(), 0.0);
  }
  return out;
}

}  // namespace soundcheck::audio::dsp
