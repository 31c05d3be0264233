#include <algorithm>
#include <cmath>
#include <functional>

#include "probes/audio/analysis/rules.hpp"
#include "probes/audio/dsp/median.hpp"
#include "probes/findings.hpp"

namespace soundcheck::audio {

namespace {

/// A device does the same each time, within this factor.
constexpr double most_peak_between_runs = 1.8;
/// The words of a voice differ that much from each other.
constexpr double least_peak_over_ambient = 2;
/// Short peaks are what words have, too: two that happen to meet are not rare.
constexpr std::size_t least_runs = 3;
/// So many of the loudest moments are compared.
constexpr std::size_t compared_segments = 5;

/// Least of all runs per segment, of one microphone.
dsp::Residual least_residual(const Evidence& evidence, std::size_t m) {
  auto least = evidence.runs.front().microphones[m].residual;
  for (std::size_t run = 1; run < evidence.runs.size(); ++run)
    dsp::ResidualMeter::keep_smaller(
        least, evidence.runs[run].microphones[m].residual);
  return least;
}

/// How much louder the middle one of all runs is than the least, in the moments
/// that are loud in both: about 1 for what the device does each time, far more
/// for words.
double peak_between_runs(const Evidence& evidence, std::size_t m) {
  struct Moment {
    double least, middle;
  };
  std::vector<Moment> moments;
  const auto& first = evidence.runs.front().microphones[m].residual.segments;
  for (std::size_t i = 0; i < first.size(); ++i) {
    std::vector<double> peaks;
    for (const auto& run : evidence.runs) {
      const auto& segments = run.microphones[m].residual.segments;
      if (i < segments.size())
        peaks.push_back(segments[i].peak);
    }
    std::ranges::sort(peaks);
    if (peaks.size() > 1)
      moments.push_back({peaks[0], peaks[peaks.size() / 2]});
  }
  std::ranges::sort(moments, std::greater{}, &Moment::middle);
  moments.resize(std::min(moments.size(), compared_segments));
  std::vector<double> ratios;
  ratios.reserve(moments.size());
  for (const auto& moment : moments)
    ratios.push_back(moment.middle / std::max(moment.least, 1e-12));
  return ratios.empty() ? 1 : dsp::median(std::move(ratios));
}

/// A room in which somebody speaks all the time leaves such peaks, too.
bool stands_above_ambient(const Evidence& evidence,
                          const std::vector<std::size_t>& which,
                          const Ambient& ambient) {
  std::vector<double> over_ambient;
  over_ambient.reserve(which.size());
  for (const auto m : which)
    over_ambient.push_back(least_residual(evidence, m).peak() /
                           std::max(ambient.residual_peak(m), 1e-12));
  return dsp::median(std::move(over_ambient)) > least_peak_over_ambient;
}

}  // namespace

void judge_residual(const Evidence& evidence,
                    const std::vector<std::size_t>& which,
                    const Ambient& ambient,
                    DistortionFindings& found,
                    Symptoms& out) {
  std::vector<double> crests, peaks, rooms, audible, between;
  for (const auto m : which) {
    const auto residual = least_residual(evidence, m);
    crests.push_back(residual.crest_db());
    between.push_back(peak_between_runs(evidence, m));
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
  if (presence == Presence::present &&
      !stands_above_ambient(evidence, which, ambient))
    presence = Presence::unknown;
  // Most runs of a talkative room differ; one more may be clean.
  const bool agreed = dsp::median(std::move(between)) < most_peak_between_runs;
  if (presence == Presence::present &&
      (evidence.runs.size() < least_runs || !agreed)) {
    found.wants_another_run = true;
    presence = Presence::unknown;
  }
  out.push_back({Code::rub_buzz, presence, std::nullopt,
                 "residual crest " + decimal(found.crest_db) + " dB, " +
                     decimal(found.over_noise_db) + " dB above noise"});
}

}  // namespace soundcheck::audio
