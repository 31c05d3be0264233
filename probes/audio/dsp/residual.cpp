#include "probes/audio/dsp/residual.hpp"

#include <algorithm>
#include <cmath>

#include "probes/audio/dsp/decibel.hpp"
#include "probes/audio/dsp/median.hpp"

namespace soundcheck::audio::dsp {

namespace {

double ratio_db(double over, double under) {
  return decibels(over / std::max(under, 1e-12));
}

Residual::Segment measure_segment(std::span<const float> samples) {
  Residual::Segment segment;
  for (const double x : samples) {
    segment.power += x * x;
    segment.peak = std::max(segment.peak, std::abs(x));
  }
  if (!samples.empty())
    segment.power /= static_cast<double>(samples.size());
  return segment;
}

}  // namespace

double Residual::peak() const {
  double peak = 0;
  for (const auto& segment : segments)
    peak = std::max(peak, segment.peak);
  return peak;
}

double Residual::rms() const {
  double power = 0;
  for (const auto& segment : segments)
    power += segment.power;
  return std::sqrt(
      power / static_cast<double>(std::max<std::size_t>(1, segments.size())));
}

double Residual::crest_db() const {
  return ratio_db(peak(), rms());
}

double Residual::peak_over_noise_db() const {
  return ratio_db(peak(), std::sqrt(noise_power));
}

double Residual::noise_below_signal_db() const {
  return ratio_db(std::sqrt(signal_power), std::sqrt(noise_power));
}

std::size_t Residual::loudest() const {
  const auto found = std::max_element(
      segments.begin(), segments.end(),
      [](const Segment& a, const Segment& b) { return a.peak < b.peak; });
  return static_cast<std::size_t>(found - segments.begin());
}

ResidualMeter::ResidualMeter(Deconvolution& deconvolution)
    : deconvolution_(deconvolution),
      lags_(deconvolution.size()),
      back_(deconvolution.size()) {}

void ResidualMeter::take_back(std::span<const float> response,
                              std::ptrdiff_t first,
                              std::ptrdiff_t last) {
  const auto size = static_cast<std::ptrdiff_t>(lags_.size());
  std::fill(lags_.begin(), lags_.end(), 0.0F);
  for (auto at = first; at < last; ++at) {
    const auto lag = static_cast<std::size_t>(((at % size) + size) % size);
    lags_[lag] = response[lag];
  }
  deconvolution_.undo(lags_, highpass_hz, back_);
}

double ResidualMeter::noise_power(std::span<const float> response,
                                  std::ptrdiff_t count) {
  const auto free = deconvolution_.noise_lags();
  const auto used = std::min(static_cast<std::ptrdiff_t>(free.count()), count);
  if (used <= 0)
    return 0;
  const auto first = static_cast<std::ptrdiff_t>(free.first);
  take_back(response, first, first + used);
  double energy = 0;
  for (const double x : back_)
    energy += x * x;
  const auto& sweep = deconvolution_.sweep();
  return energy / (sweep.seconds() * sweep.plan().rate_hz) *
         static_cast<double>(count) / static_cast<double>(used);
}

Residual ResidualMeter::measure(std::span<const float> response,
                                std::span<const float> recording,
                                std::ptrdiff_t lag) {
  const auto& sweep = deconvolution_.sweep();
  const double rate = sweep.plan().rate_hz;
  const auto first =
      lag - std::lround(sweep.lead_s(Deconvolution::highest_order) * rate);
  // The gate of the order before ends 1.5 ms earlier.
  const auto last =
      lag - std::lround((sweep.lead_s(lowest_order) + 0.0015) * rate);
  Residual out;
  out.noise_power = noise_power(response, last - first);
  take_back(response, first, last);
  const auto length = std::lround(segment_s * rate);
  const auto count = std::lround(sweep.time_of(up_to_hz) * rate) / length;
  std::vector<double> levels;
  for (std::ptrdiff_t i = 0; i < count; ++i) {
    const auto at = lag + i * length;
    if (at < 0 || at + length > static_cast<std::ptrdiff_t>(recording.size()))
      continue;
    const auto begin = static_cast<std::size_t>(at);
    const auto span = static_cast<std::size_t>(length);
    out.segments.push_back(
        measure_segment(std::span(back_).subspan(begin, span)));
    levels.push_back(measure_segment(recording.subspan(begin, span)).power);
  }
  out.signal_power = median(std::move(levels));
  return out;
}

void ResidualMeter::keep_smaller(Residual& kept, const Residual& other) {
  const auto both = std::min(kept.segments.size(), other.segments.size());
  kept.segments.resize(both);
  for (std::size_t i = 0; i < both; ++i) {
    auto& mine = kept.segments[i];
    mine.power = std::min(mine.power, other.segments[i].power);
    mine.peak = std::min(mine.peak, other.segments[i].peak);
  }
  kept.noise_power = std::max(kept.noise_power, other.noise_power);
  kept.signal_power = std::min(kept.signal_power, other.signal_power);
}

}  // namespace soundcheck::audio::dsp
