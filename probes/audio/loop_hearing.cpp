#include "probes/audio/loop_hearing.hpp"

namespace soundcheck::audio {

namespace {

bool detected(const MicrophoneRun& microphone) {
  return microphone.tone && microphone.tone->detected();
}

/// Below this level a tone at microphone `m` counts as not heard.
double dead_level_dbfs(const std::vector<MicrophoneRun>& run,
                       std::size_t m,
                       const Profile::Audio& limits) {
  std::vector<double> others;
  for (std::size_t i = 0; i < run.size(); ++i) {
    if (i != m && detected(run[i]))
      others.push_back(run[i].tone->level_dbfs);
  }
  if (others.empty())
    return limits.expected_level_dbfs - limits.level_tolerance_db;
  return median(std::move(others)) - limits.dead_below_median_db;
}

Hearing judge_one(const std::vector<MicrophoneRun>& run,
                  std::size_t m,
                  const Profile::Audio& limits) {
  const auto& tone = run[m].tone;
  if (!tone)
    return Hearing::unclear;
  const double dead_dbfs = dead_level_dbfs(run, m, limits);
  if (tone->detected()) {
    // Alone, however quiet, it hears: then the level is wrong, not the ear.
    bool alone = true;
    for (std::size_t i = 0; i < run.size(); ++i)
      alone = alone && (i == m || !detected(run[i]));
    return alone || tone->level_dbfs >= dead_dbfs ? Hearing::heard
                                                  : Hearing::silent;
  }
  const double hidden_dbfs =
      tone->noise_in_band_dbfs + dsp::Tone::detection_snr_db;
  return hidden_dbfs < dead_dbfs ? Hearing::silent : Hearing::unclear;
}

}  // namespace

std::vector<Hearing> judge_hearing(const std::vector<MicrophoneRun>& run,
                                   const Profile::Audio& limits) {
  std::vector<Hearing> hearing;
  for (std::size_t m = 0; m < run.size(); ++m)
    hearing.push_back(judge_one(run, m, limits));
  return hearing;
}

std::vector<std::size_t> those(const std::vector<Hearing>& hearing,
                               Hearing wanted) {
  std::vector<std::size_t> indices;
  for (std::size_t m = 0; m < hearing.size(); ++m) {
    if (hearing[m] == wanted)
      indices.push_back(m);
  }
  return indices;
}

}  // namespace soundcheck::audio
