#include "probes/audio/dsp/gap.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "probes/audio/dsp/median.hpp"

namespace soundcheck::audio::dsp {

namespace {

constexpr double step_s = 0.001;
constexpr double shortest_window_s = 0.002, periods = 2;
constexpr double lowest_hz = 200;
/// The fade at the end is no gap.
constexpr double margin_s = 0.01;
/// Of what is expected: less is silence, about all of it is the sweep, more is
/// somebody else.
constexpr float silent = 0.3F, sounding = 0.6F, too_loud = 1.7F;
/// An end of a gap is sharp; the flank of a notch in the response is not.
constexpr std::size_t edge_steps = 3;
/// Longer ones are another fault.
constexpr std::size_t longest_steps = 120;

constexpr float unknown = std::numeric_limits<float>::quiet_NaN();

/// Does it sound within a few steps before or behind?
bool sounds_near(const std::vector<float>& share,
                 std::size_t from,
                 std::ptrdiff_t direction) {
  for (std::size_t i = 1; i <= edge_steps; ++i) {
    const auto at = static_cast<std::ptrdiff_t>(from) +
                    direction * static_cast<std::ptrdiff_t>(i);
    if (at < 0 || at >= static_cast<std::ptrdiff_t>(share.size()))
      return false;
    const float one = share[static_cast<std::size_t>(at)];
    if (one > sounding && one < too_loud)
      return true;
  }
  return false;
}

}  // namespace

GapFinder::GapFinder(const Sweep& sweep, double bin_hz)
    : sweep_(sweep), bin_hz_(bin_hz), first_s_(sweep.time_of(lowest_hz)) {
  const double rate = sweep.plan().rate_hz;
  const double last_s = sweep.seconds() - margin_s;
  steps_ = static_cast<std::size_t>(
      std::max(0.0, std::floor((last_s - first_s_) / step_s)));
  turned_back_.resize(
      static_cast<std::size_t>(std::lround(sweep.seconds() * rate)));
  const double growth = sweep.growth_s();
  for (std::size_t n = 0; n < turned_back_.size(); ++n) {
    const double t = static_cast<double>(n) / rate;
    const double phase = 2 * std::numbers::pi * sweep.plan().first_hz * growth *
                         std::exp(t / growth);
    turned_back_[n] = std::complex<float>(std::polar(1.0, -phase));
  }
}

double GapFinder::time_of(std::size_t step) const {
  return first_s_ + step_s * static_cast<double>(step);
}

double GapFinder::window_s(std::size_t step) const {
  return std::max(shortest_window_s,
                  periods / sweep_.frequency_at(time_of(step)));
}

/// How loud it should be then; 0 = too soft for this noise.
double GapFinder::expected(std::size_t step,
                           std::span<const std::complex<float>> response,
                           const PowerSpectrum& noise) const {
  const double hz = sweep_.frequency_at(time_of(step));
  const auto bin = static_cast<std::size_t>(std::lround(hz / bin_hz_));
  if (bin >= response.size())
    return 0;
  const double loud =
      sweep_.amplitude() * static_cast<double>(std::abs(response[bin]));
  const double samples = window_s(step) * sweep_.plan().rate_hz;
  const double doubt = 2 * std::sqrt(noise.density(hz) / samples);
  return loud * static_cast<double>(silent) > doubt ? loud : 0;
}

void GapFinder::add(std::span<const float> recording,
                    std::ptrdiff_t lag,
                    std::span<const std::complex<float>> response,
                    const PowerSpectrum& noise) {
  // From the start on, so that the sum of each window is one difference.
  std::vector<std::complex<double>> sums(turned_back_.size() + 1);
  for (std::size_t n = 0; n < turned_back_.size(); ++n) {
    const auto at = lag + static_cast<std::ptrdiff_t>(n);
    const bool recorded =
        at >= 0 && at < static_cast<std::ptrdiff_t>(recording.size());
    const float x = recorded ? recording[static_cast<std::size_t>(at)] : 0;
    sums[n + 1] = sums[n] + std::complex<double>(x * turned_back_[n]);
  }
  const double rate = sweep_.plan().rate_hz;
  auto& shares = microphones_.emplace_back(steps_, unknown);
  for (std::size_t step = 0; step < steps_; ++step) {
    const double loud = expected(step, response, noise);
    const double half = window_s(step) / 2;
    const auto first =
        static_cast<std::size_t>(std::lround((time_of(step) - half) * rate));
    const auto last = std::min(
        sums.size() - 1,
        static_cast<std::size_t>(std::lround((time_of(step) + half) * rate)));
    if (loud > 0 && first < last)
      shares[step] =
          static_cast<float>(2 * std::abs(sums[last] - sums[first]) /
                             static_cast<double>(last - first) / loud);
  }
}

/// Median of the microphones, against the lowest quarter of the steps: a voice
/// makes some louder.
std::vector<float> GapFinder::heard_share() const {
  std::vector<float> share(steps_, unknown);
  std::vector<double> known, all;
  for (std::size_t step = 0; step < steps_; ++step) {
    known.clear();
    for (const auto& microphone : microphones_)
      if (!std::isnan(microphone[step]))
        known.push_back(static_cast<double>(microphone[step]));
    if (2 * known.size() <= microphones_.size())
      continue;
    const double middle = median(known);
    share[step] = static_cast<float>(middle);
    all.push_back(middle);
  }
  std::ranges::sort(all);
  const auto usual = static_cast<float>(all.empty() ? 1 : all[all.size() / 4]);
  for (auto& one : share)
    one /= std::max(usual, 1e-9F);
  return share;
}

Gap GapFinder::find() {
  const auto share = heard_share();
  microphones_.clear();
  Gap longest;
  for (std::size_t from = 0; from < share.size(); ++from) {
    if (!(share[from] < silent))
      continue;
    auto to = from;
    while (to < share.size() && share[to] < silent)
      ++to;
    const double seconds = step_s * static_cast<double>(to - from);
    if (to - from <= longest_steps && seconds > longest.seconds &&
        // A gap is longer than what it is seen through.
        seconds >= std::max(shortest_s, window_s(from)) &&
        sounds_near(share, from, -1) && sounds_near(share, to - 1, 1))
      longest = {time_of(from), seconds};
    from = to;
  }
  return longest;
}

}  // namespace soundcheck::audio::dsp
