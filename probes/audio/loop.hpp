#pragma once

#include "probes/board/sound.hpp"
#include "probes/probe.hpp"
#include "probes/profile.hpp"

namespace soundcheck::audio {

/// Does what the speaker plays reach each of its microphones, undistorted and
/// as loud as it should? Plays the profile's tone once; again when samples were
/// lost, or to confirm a distortion, three times at most. When the mixer is off
/// or at zero nothing is played: the owner asked for silence, and nothing would
/// be heard. Errors: those of the port (unsupported, busy, io, cancelled).
Task<Verdict> check_loop(Sound& sound,
                         Profile::Audio limits,
                         Progress& progress);

}  // namespace soundcheck::audio
