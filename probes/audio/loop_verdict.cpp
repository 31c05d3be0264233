#include "probes/audio/loop_verdict.hpp"

#include <algorithm>
#include <cmath>

#include "probes/audio/loop_hearing.hpp"
#include "probes/audio/loop_words.hpp"

namespace soundcheck::audio {

namespace {

/// What the findings are made from.
struct Judged {
  const LoopEvidence& evidence;
  const Profile::Audio& limits;
  const std::vector<MicrophoneRun>& run;
  std::vector<Hearing> hearing;
  std::vector<std::size_t> heard, silent, unclear;
  std::optional<double> level_dbfs;  ///< median of those that hear
  std::string why_unknown;           ///< for what only a run can tell
};

Finding unknown(std::string id, std::string why) {
  return {std::move(id), Presence::unknown, std::move(why)};
}

Finding find_mixer_off(const Judged& j,
                       std::string id,
                       std::optional<bool> off) {
  const auto& mixer = j.evidence.mixer;
  if (off)
    return {std::move(id), *off ? Presence::present : Presence::absent,
            describe(*mixer)};
  if (!j.heard.empty())
    return {std::move(id), Presence::absent, "the tone is heard"};
  return unknown(std::move(id),
                 mixer ? "\"" + mixer->control + "\" has no such control"
                       : j.evidence.mixer_problem);
}

Finding find_no_output(const Judged& j) {
  const std::string id = "audio.no_output";
  if (!j.heard.empty()) {
    return {id, Presence::absent,
            "microphone " + microphone_list(j.heard) + ": " +
                fixed(*j.level_dbfs, 1) + " dBFS"};
  }
  if (j.silent.empty() || !j.unclear.empty())
    return unknown(id, j.why_unknown);
  return {id, Presence::present,
          "none of " + std::to_string(j.silent.size()) +
              " microphones hears the tone; " + levels(j.run, j.silent)};
}

Finding find_mic_silent(const Judged& j) {
  const std::string id = "audio.mic_silent";
  if (j.heard.empty())
    return unknown(id, j.silent.empty() || !j.unclear.empty()
                           ? j.why_unknown
                           : "no microphone hears the tone");
  if (!j.silent.empty()) {
    return {id, Presence::present,
            levels(j.run, j.silent) + "; the others at " +
                fixed(*j.level_dbfs, 1) + " dBFS"};
  }
  if (!j.unclear.empty())
    return unknown(id, j.why_unknown);
  return {id, Presence::absent, levels(j.run, j.heard)};
}

Finding find_distorted(const Judged& j) {
  const std::string id = "audio.distorted";
  std::optional<Distortion> best;
  std::size_t judged = 0;
  for (const auto& run : j.evidence.runs) {
    const auto one = distortion(run);
    judged += one.has_value();
    if (one && (!best || one->thd_percent < best->thd_percent))
      best = one;
  }
  if (!best || j.heard.empty())
    return unknown(id, j.heard.empty() ? "the tone is not heard"
                                       : "the microphones are overloaded");
  const double limit = j.limits.max_thd_percent;
  const auto text = "THD " + fixed(best->thd_percent, 2) + " +- " +
                    fixed(best->sigma_percent, 2) + " %, limit " +
                    fixed(limit, 1) + " %";
  if (best->thd_percent + 3 * best->sigma_percent <= limit)
    return {id, Presence::absent, text};
  if (best->thd_percent - 3 * best->sigma_percent <= limit)
    return unknown(id, text);
  return {id, judged > 1 ? Presence::present : Presence::unknown,
          text + (judged > 1 ? " in each run" : ", not confirmed by a repeat")};
}

Finding find_level_off(const Judged& j) {
  const std::string id = "audio.level_off";
  if (!j.level_dbfs)
    return unknown(id, "the tone is not heard");
  const double off_db = *j.level_dbfs - j.limits.expected_level_dbfs;
  const bool off = std::abs(off_db) > j.limits.level_tolerance_db;
  return {id, off ? Presence::present : Presence::absent,
          fixed(*j.level_dbfs, 1) + " dBFS, expected " +
              fixed(j.limits.expected_level_dbfs, 1) + " +- " +
              fixed(j.limits.level_tolerance_db, 1)};
}

/// Where the tone is not heard, the expected one stands for it.
Finding find_noisy(const Judged& j) {
  const std::string id = "audio.noisy";
  std::vector<std::size_t> noisy;
  double worst_dbfs = -1e9;
  for (std::size_t m = 0; m < j.run.size(); ++m) {
    const auto& noise = j.run[m].noise;
    if (!noise)
      return unknown(id, j.why_unknown);
    const double tone_dbfs = j.hearing[m] == Hearing::heard
                                 ? j.run[m].tone->level_dbfs
                                 : j.limits.expected_level_dbfs;
    if (tone_dbfs - noise->level_dbfs < j.limits.min_tone_snr_db)
      noisy.push_back(m);
    worst_dbfs = std::max(worst_dbfs, noise->level_dbfs);
  }
  if (j.run.empty())
    return unknown(id, j.why_unknown);
  const auto text = "noise up to " + fixed(worst_dbfs, 1) + " dBFS";
  if (noisy.empty())
    return {id, Presence::absent, text};
  return {id, Presence::present,
          text + ", microphone " + microphone_list(noisy)};
}

std::string why_unknown(const Judged& j) {
  const auto& e = j.evidence;
  if (!e.runs.empty() && j.run.empty())
    return "the device has no microphone";
  if (e.runs.empty() && e.playback_xruns + e.capture_xruns > 0) {
    return "samples were lost: " + std::to_string(e.playback_xruns) +
           " underruns, " + std::to_string(e.capture_xruns) + " overruns";
  }
  if (e.runs.empty())
    return "nothing was played, the mixer is off";
  for (const auto m : j.unclear) {
    if (!j.run[m].tone) {
      return "microphone " + std::to_string(m + 1) + " gave no usable samples";
    }
  }
  return "too noisy at microphone " + microphone_list(j.unclear);
}

std::optional<double> median_level(const Judged& j) {
  std::vector<double> levels_dbfs;
  for (const auto m : j.heard)
    levels_dbfs.push_back(j.run[m].tone->level_dbfs);
  if (levels_dbfs.empty())
    return std::nullopt;
  return median(std::move(levels_dbfs));
}

Judged look_at(const LoopEvidence& evidence, const Profile::Audio& limits) {
  static const std::vector<MicrophoneRun> none;
  const auto& run = evidence.runs.empty() ? none : evidence.runs.back();
  Judged j{evidence, limits, run, judge_hearing(run, limits), {}, {},
           {},       {},     {}};
  j.heard = those(j.hearing, Hearing::heard);
  j.silent = those(j.hearing, Hearing::silent);
  j.unclear = those(j.hearing, Hearing::unclear);
  j.level_dbfs = median_level(j);
  j.why_unknown = why_unknown(j);
  return j;
}

/// A noisy room is not the speaker's fault, but it may hide one.
Outcome outcome_of(const std::vector<Finding>& findings) {
  bool sure = true;
  for (const auto& finding : findings) {
    if (finding.presence == Presence::present && finding.id != "audio.noisy")
      return Outcome::failed;
    sure = sure && finding.presence == Presence::absent;
  }
  return sure ? Outcome::passed : Outcome::inconclusive;
}

}  // namespace

bool is_off(const MixerState& mixer) {
  return mixer.playback_switch_on == false;
}

bool is_at_zero(const MixerState& mixer) {
  return mixer.playback_volume_percent && *mixer.playback_volume_percent <= 0;
}

bool looks_distorted(const std::vector<MicrophoneRun>& run,
                     const Profile::Audio& limits) {
  const auto found = distortion(run);
  return found &&
         found->thd_percent - 3 * found->sigma_percent > limits.max_thd_percent;
}

Verdict judge_loop(const LoopEvidence& evidence, const Profile::Audio& limits) {
  const auto j = look_at(evidence, limits);
  std::optional<bool> off, at_zero;
  if (evidence.mixer && evidence.mixer->playback_switch_on)
    off = is_off(*evidence.mixer);
  if (evidence.mixer && evidence.mixer->playback_volume_percent)
    at_zero = is_at_zero(*evidence.mixer);
  Verdict verdict{};
  verdict.findings = {
      find_mixer_off(j, "audio.playback_off", off),
      find_mixer_off(j, "audio.volume_zero", at_zero),
      find_no_output(j),
      find_mic_silent(j),
      find_distorted(j),
      find_level_off(j),
      find_noisy(j),
  };
  verdict.outcome = outcome_of(verdict.findings);
  verdict.measurements = measurements(evidence, j.level_dbfs);
  verdict.summary =
      summarise(verdict.findings, j.heard, j.silent, j.level_dbfs);
  return verdict;
}

}  // namespace soundcheck::audio
