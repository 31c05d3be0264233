#pragma once

#include <vector>

#include "probes/board/sound.hpp"
#include "probes/probe.hpp"

namespace soundcheck::audio {

/// Playback is switched off, or its volume is at zero: nothing can be heard.
bool is_silenced(const MixerState& mixer);

/// "\"Master\" is on, 80 %, -10.0 dB"
std::string describe(const MixerState& mixer);

/// `audio.playback_off` and `audio.volume_zero`; unknown where the mixer could
/// not be read or has no such control.
std::vector<Finding> mixer_findings(const Result<MixerState>& mixer);

void add_mixer_numbers(const MixerState& mixer, std::vector<Measurement>& out);

}  // namespace soundcheck::audio
