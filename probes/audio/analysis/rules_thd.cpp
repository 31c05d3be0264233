#include <algorithm>
#include <cmath>

#include "probes/audio/analysis/rules.hpp"
#include "probes/audio/analysis/thd_limit.hpp"
#include "probes/audio/dsp/median.hpp"
#include "probes/findings.hpp"

namespace soundcheck::audio {

namespace {

/// Third octaves from 250 Hz to 1.3 kHz; clipping shows in the upper half, too,
/// where the membrane moves little.
constexpr std::size_t first_band = 1, upper_band = 5, last_band = 9;
constexpr std::size_t enough_bands = 2;
/// Below this share of the limit the noise must be for a band to be judged.
constexpr std::size_t least_judged_bands = 4;
/// A device does the same each time, within this factor.
constexpr double most_power_between_runs = 1.3;
/// The words of a voice differ that much from each other, in power.
constexpr double least_over_ambient = 4;

struct BandThd {
  Estimate power;  ///< THD^2
  double floor = 0;
};

/// Of one run: the median of the microphones, so that one that is noisy or
/// blocked decides nothing.
BandThd thd_of_run(const RunMeasure& run,
                   const std::vector<std::size_t>& which,
                   std::size_t band) {
  std::vector<double> powers, sigmas, floors;
  for (const auto m : which) {
    const auto& one = run.microphones[m].distortion;
    powers.push_back(one.power[band]);
    sigmas.push_back(one.sigma[band]);
    floors.push_back(one.floor_power[band]);
  }
  const double spread =
      which.size() > 2 ? 1.25 / std::sqrt(static_cast<double>(which.size()))
                       : 1;
  return {
      {dsp::median(std::move(powers)), spread * dsp::median(std::move(sigmas))},
      dsp::median(std::move(floors))};
}

/// Of all runs the least: what a voice added is in one run only. Where somebody
/// speaks in each, it is another word each time, and then the middle run is far
/// above the least.
struct LeastThd {
  BandThd thd;
  bool agreed = true;
};

LeastThd least_thd(const Evidence& evidence,
                   const std::vector<std::size_t>& which,
                   std::size_t band) {
  std::vector<BandThd> runs;
  for (const auto& run : evidence.runs)
    runs.push_back(thd_of_run(run, which, band));
  std::ranges::sort(runs, {},
                    [](const BandThd& one) { return one.power.value; });
  const auto& least = runs.front();
  const auto& middle = runs[runs.size() / 2];
  const bool agreed =
      runs.size() < 2 ||
      middle.power.value - 3 * middle.power.sigma <
          most_power_between_runs * std::max(least.power.value, 0.0);
  return {least, agreed};
}

/// As a ratio of powers.
double thd_limit(const Evidence& evidence, std::size_t band) {
  const double percent =
      thd_limit_percent(evidence.baseline, evidence.limits, band);
  return percent * percent * 1e-4;
}

struct ThdCount {
  std::size_t judged = 0, high = 0, high_upper = 0;
};

void tell_numbers(const Evidence& evidence,
                  const std::vector<std::size_t>& which,
                  DistortionFindings& found) {
  for (std::size_t band = 0; band < dsp::band_count; ++band) {
    const auto thd = least_thd(evidence, which, band).thd;
    const double root = std::sqrt(std::max(thd.power.value, 0.0));
    found.thd_percent[band] = 100 * root;
    found.thd_sigma_percent[band] =
        100 * (2 * root * root > thd.power.sigma ? thd.power.sigma / (2 * root)
                                                 : std::sqrt(thd.power.sigma));
    found.floor_percent[band] = 100 * std::sqrt(std::max(thd.floor, 0.0));
  }
}

/// `ambient` is the THD^2 that the room alone would have shown.
ThdCount count_bands(const Evidence& evidence,
                     const std::vector<std::size_t>& which,
                     const dsp::PerBand<double>& ambient) {
  ThdCount count;
  for (auto band = first_band; band < last_band; ++band) {
    const auto [thd, agreed] = least_thd(evidence, which, band);
    auto presence = above(thd.power, thd_limit(evidence, band));
    if (presence == Presence::present &&
        (!agreed || thd.power.value < least_over_ambient * ambient[band]))
      presence = Presence::unknown;
    count.judged += presence != Presence::unknown;
    if (presence == Presence::present) {
      ++count.high;
      count.high_upper += band >= upper_band;
    }
  }
  return count;
}

/// Median of the microphones.
dsp::PerBand<double> ambient_thd(const std::vector<std::size_t>& which,
                                 const Ambient& ambient) {
  std::vector<dsp::PerBand<double>> all;
  all.reserve(which.size());
  for (const auto m : which)
    all.push_back(ambient.thd_power(m));
  dsp::PerBand<double> middle{};
  for (std::size_t band = 0; band < dsp::band_count; ++band) {
    std::vector<double> powers;
    powers.reserve(all.size());
    for (const auto& one : all)
      powers.push_back(one[band]);
    middle[band] = dsp::median(std::move(powers));
  }
  return middle;
}

}  // namespace

void judge_thd(const Evidence& evidence,
               const std::vector<std::size_t>& which,
               const Ambient& ambient,
               DistortionFindings& found,
               Symptoms& out) {
  tell_numbers(evidence, which, found);
  auto count = count_bands(evidence, which, {});
  if (count.high >= enough_bands)
    count = count_bands(evidence, which, ambient_thd(which, ambient));
  Presence clip = Presence::unknown, motor = Presence::unknown;
  if (count.high_upper >= enough_bands) {
    clip = Presence::present;
    motor = Presence::absent;
  } else if (count.high >= enough_bands) {
    clip = Presence::absent;
    motor = Presence::present;
  } else if (count.judged >= least_judged_bands) {
    clip = motor = Presence::absent;
  }
  if (evidence.runs.size() < 2 && count.high >= enough_bands) {
    found.wants_another_run = true;
    clip = motor = Presence::unknown;
  }
  const auto text =
      "THD " + decimal(found.thd_percent[first_band + 1]) + " % at 315 Hz, " +
      decimal(found.thd_percent[last_band - 2]) + " % at 1 kHz, the least of " +
      std::to_string(evidence.runs.size()) + " runs";
  out.push_back({Code::amp_clip, clip, std::nullopt, text});
  out.push_back({Code::speaker_thd, motor, std::nullopt, text});
}

}  // namespace soundcheck::audio
