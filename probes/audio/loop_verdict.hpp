#pragma once

#include <optional>
#include <vector>

#include "probes/audio/loop_run.hpp"
#include "probes/probe.hpp"

namespace soundcheck::audio {

/// All that one check of the loop brought to light.
struct LoopEvidence {
  std::optional<MixerState> mixer;
  std::string mixer_problem;  ///< why there is no mixer state
  std::vector<std::vector<MicrophoneRun>> runs;  ///< without lost samples
  unsigned playback_xruns = 0;
  unsigned capture_xruns = 0;
};

/// True when the mixer lets nothing through.
bool is_off(const MixerState& mixer);
bool is_at_zero(const MixerState& mixer);

/// True when a run shows more distortion than allowed, beyond doubt by noise.
/// A voice in the room may do that too, so it is to be repeated.
bool looks_distorted(const std::vector<MicrophoneRun>& run,
                     const Profile::Audio& limits);

/// Names what is wrong. Judged is the last run; for distortion the better of
/// all, and two must agree.
Verdict judge_loop(const LoopEvidence& evidence, const Profile::Audio& limits);

}  // namespace soundcheck::audio
