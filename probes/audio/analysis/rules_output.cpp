#include <cmath>

#include "probes/audio/analysis/rules.hpp"
#include "probes/findings.hpp"

namespace soundcheck::audio {

namespace {

/// A moment of silence that one of so many runs has alone was a voice's.
constexpr std::size_t enough_runs = 3;

/// An octave is told from noise by so much, and at least four are needed.
constexpr double strong_octave_db = 20;
constexpr std::size_t least_octaves = 4;
/// What a line or a step leaves, against the spread that it explains.
constexpr double good_fit = 0.15;

std::string in_db(const Estimate& power) {
  return decimal(decibel_power(power.value)) + " +- " +
         decimal(decibel_sigma(power)) + " dB against the baseline";
}

bool explains(double rest, const dsp::OctavePattern& pattern) {
  const double rms = std::sqrt(rest / static_cast<double>(pattern.octaves));
  return rms < good_fit * pattern.spread_s;
}

}  // namespace

void judge_output(const Evidence& evidence,
                  const Comparison& comparison,
                  Symptoms& out) {
  auto presence = below_db(comparison.heard, evidence.limits.no_output_db);
  bool arrived = false;
  for (const auto& run : evidence.runs)
    arrived = arrived || run.arrival.has_value();
  // Found by correlation, however faint; or not found, however loud the noise.
  if (presence != Presence::present)
    presence = arrived ? Presence::absent : Presence::unknown;
  if (presence == Presence::present && arrived && comparison.heard.low() > 0)
    presence = below_db(comparison.heard, evidence.limits.no_output_db - 20);
  out.push_back({Code::no_output, presence, std::nullopt,
                 "the sweep arrives with " + in_db(comparison.heard)});
}

void judge_octaves(const Evidence& evidence, Symptoms& out) {
  Presence rate = Presence::unknown, lost = Presence::unknown;
  double spread = 0;
  for (const auto& run : evidence.runs) {
    const auto pattern = dsp::find_pattern(run.octaves, strong_octave_db);
    if (pattern.octaves < least_octaves)
      continue;
    spread = std::max(spread, pattern.spread_s);
    if (pattern.spread_s < evidence.limits.octave_spread_s) {
      rate = rate == Presence::unknown ? Presence::absent : rate;
      lost = lost == Presence::unknown ? Presence::absent : lost;
    } else if (explains(pattern.rest_of_line, pattern) &&
               pattern.rest_of_line < pattern.rest_of_step) {
      rate = Presence::present;
    } else if (explains(pattern.rest_of_step, pattern)) {
      lost = Presence::present;
    }
  }
  const auto text = "octaves arrive " + decimal(1000 * spread) + " ms apart";
  out.push_back({Code::wrong_rate, rate, std::nullopt, text});
  out.push_back({Code::dropout, lost, std::nullopt, text});
}

bool judge_gaps(const Evidence& evidence, Symptoms& out) {
  dsp::Gap longest;
  std::size_t runs = 0;
  for (const auto& run : evidence.runs) {
    runs += run.gap.seconds > 0 ? 1 : 0;
    if (run.gap.seconds > longest.seconds)
      longest = run.gap;
  }
  if (runs == 0)
    return false;
  out.push_back({Code::dropout,
                 runs > 1 ? Presence::present : Presence::unknown, std::nullopt,
                 "silence for " + decimal(1000 * longest.seconds, 0) + " ms, " +
                     decimal(longest.at_s, 2) + " s after the sweep's start, " +
                     std::to_string(runs) + " of " +
                     std::to_string(evidence.runs.size()) + " runs"});
  return runs < 2 && evidence.runs.size() < enough_runs;
}

void judge_latency(const Evidence& evidence,
                   const Timing& timing,
                   Symptoms& out) {
  // The best of many lags is one also where the sweep is torn apart; only a
  // response that is like the baseline's has one.
  if (!timing.measured) {
    out.push_back({Code::latency, Presence::unknown, std::nullopt,
                   "no arrival like the baseline's"});
    return;
  }
  if (!evidence.latency_known || !evidence.baseline->latency_known) {
    out.push_back({Code::latency, Presence::unknown, std::nullopt,
                   "recording and playing did not begin together"});
    return;
  }
  const double rate = evidence.baseline->plan.rate_hz;
  const double late = static_cast<double>(evidence.runs.front().lag) / rate -
                      evidence.baseline->latency_s;
  out.push_back(
      {Code::latency, beyond({late, 1 / rate}, evidence.limits.latency_s),
       std::nullopt, decimal(1000 * late, 2) + " ms later than the baseline"});
}

void judge_loudspeaker(const Evidence& evidence,
                       const Comparison& comparison,
                       const Timing& timing,
                       Symptoms& out) {
  const auto& limits = evidence.limits;
  const auto high = below_db(comparison.treble_tilt, limits.tilt_db);
  const auto low = below_db(comparison.bass_tilt, limits.tilt_db);
  const auto judge = [&](Code code, Presence presence, const Estimate& value) {
    const bool of_level =
        code == Code::volume_low || code == Code::speaker_level;
    if (!comparison.to_baseline)
      out.push_back({code, Presence::unknown, std::nullopt, "no baseline"});
    else if (of_level && presence == Presence::present && !timing.measured)
      out.push_back({code, Presence::unknown, std::nullopt,
                     "too little like the baseline to be compared"});
    else if (of_level && !evidence.level_known)
      out.push_back({code, Presence::unknown, std::nullopt,
                     "the volume of now or of the baseline is not known"});
    else
      out.push_back({code, presence, std::nullopt, in_db(value)});
  };
  const auto faint = below_db(comparison.level, limits.volume_low_db);
  judge(Code::volume_low, faint, comparison.level);
  judge(Code::speaker_hf_loss, high, comparison.treble_tilt);
  judge(Code::speaker_lf_loss, low, comparison.bass_tilt);
  // Lost treble is lost level, too; then the rest of the band is to be judged.
  const auto& level =
      high == Presence::present ? comparison.low_middle : comparison.level;
  // Too quiet, but not known by how much, is no name.
  auto off = off_by_db(level, limits.level_db);
  if (faint == Presence::unknown && off == Presence::present)
    off = Presence::unknown;
  judge(Code::speaker_level, off, level);
}

}  // namespace soundcheck::audio
