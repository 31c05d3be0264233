#pragma once

#include "probes/board/compute.hpp"
#include "probes/board/sound.hpp"
#include "probes/probe.hpp"
#include "probes/profile.hpp"

namespace soundcheck::audio {

/// Five seconds of listening while the owner's own music or the voice of the
/// assistant plays: what the microphones hear of it, against what the
/// loudspeaker was told, says how loud and how even each of them hears it, and
/// so which part is broken. Adds no sound and changes none. Inconclusive when
/// nothing plays. Errors: unsupported where no channel of the recording carries
/// what is played (Profile::Audio::playback_channel); parse for a baseline that
/// cannot be read or is another device's; those of the ports.
Task<Verdict> check_passive(Sound& sound,
                            Compute& compute,
                            Profile::Audio settings,
                            Progress& progress);

}  // namespace soundcheck::audio
