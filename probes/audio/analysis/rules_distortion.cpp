#include <algorithm>
#include <cmath>
#include <limits>

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

/// Of all runs the least: what a voice added is in one run only.
BandThd least_thd(const Evidence& evidence,
                  const std::vector<std::size_t>& which,
                  std::size_t band) {
  BandThd least{{std::numeric_limits<double>::max(), 0}, 0};
  for (const auto& run : evidence.runs) {
    const auto one = thd_of_run(run, which, band);
    if (one.power.value < least.power.value)
      least = one;
  }
  return least;
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

ThdCount count_bands(const Evidence& evidence,
                     const std::vector<std::size_t>& which,
                     DistortionFindings& found) {
  ThdCount count;
  for (std::size_t band = 0; band < dsp::band_count; ++band) {
    const auto thd = least_thd(evidence, which, band);
    const double root = std::sqrt(std::max(thd.power.value, 0.0));
    found.thd_percent[band] = 100 * root;
    found.thd_sigma_percent[band] =
        100 * (2 * root * root > thd.power.sigma ? thd.power.sigma / (2 * root)
                                                 : std::sqrt(thd.power.sigma));
    found.floor_percent[band] = 100 * std::sqrt(std::max(thd.floor, 0.0));
    if (band < first_band || band >= last_band)
      continue;
    const auto presence = above(thd.power, thd_limit(evidence, band));
    count.judged += presence != Presence::unknown;
    if (presence == Presence::present) {
      ++count.high;
      count.high_upper += band >= upper_band;
    }
  }
  return count;
}

void judge_thd(const Evidence& evidence,
               const std::vector<std::size_t>& which,
               DistortionFindings& found,
               Symptoms& out) {
  const auto count = count_bands(evidence, which, found);
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

/// Least of all runs per segment, of one microphone.
dsp::Residual least_residual(const Evidence& evidence, std::size_t m) {
  auto least = evidence.runs.front().microphones[m].residual;
  for (std::size_t run = 1; run < evidence.runs.size(); ++run)
    dsp::ResidualMeter::keep_smaller(
        least, evidence.runs[run].microphones[m].residual);
  return least;
}

void judge_residual(const Evidence& evidence,
                    const std::vector<std::size_t>& which,
                    DistortionFindings& found,
                    Symptoms& out) {
  std::vector<double> crests, peaks, rooms, audible;
  for (const auto m : which) {
    const auto residual = least_residual(evidence, m);
    crests.push_back(residual.crest_db());
    peaks.push_back(residual.peak_over_noise_db());
    rooms.push_back(residual.noise_below_signal_db());
    audible.push_back(decibel_power(std::pow(residual.peak(), 2) /
                                    std::max(residual.signal_power, 1e-20)));
  }
  found.crest_db = dsp::median(std::move(crests));
  found.over_noise_db = dsp::median(std::move(peaks));
  const auto& limits = evidence.limits;
  auto presence = Presence::unknown;
  if (found.crest_db > limits.residual_crest_db &&
      found.over_noise_db > limits.residual_over_noise_db &&
      dsp::median(std::move(audible)) > limits.residual_peak_db)
    presence = Presence::present;
  else if (dsp::median(std::move(rooms)) > limits.residual_noise_db)
    presence = Presence::absent;
  if (presence == Presence::present && evidence.runs.size() < 2) {
    found.wants_another_run = true;
    presence = Presence::unknown;
  }
  out.push_back({Code::rub_buzz, presence, std::nullopt,
                 "residual crest " + decimal(found.crest_db) + " dB, " +
                     decimal(found.over_noise_db) + " dB above noise"});
}

}  // namespace

DistortionFindings judge_distortion(const Evidence& evidence,
                                    const Comparison& comparison,
                                    Symptoms& out) {
  DistortionFindings found;
  const auto& which = comparison.heard_by;
  if (which.empty()) {
    for (const auto code : {Code::amp_clip, Code::speaker_thd, Code::rub_buzz})
      out.push_back({code, Presence::unknown, std::nullopt, "not heard"});
    return found;
  }
  judge_thd(evidence, which, found, out);
  judge_residual(evidence, which, found, out);
  return found;
}

}  // namespace soundcheck::audio
