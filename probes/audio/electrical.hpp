#pragma once

#include "probes/board/sound.hpp"
#include "probes/probe.hpp"
#include "probes/profile.hpp"

namespace soundcheck::audio {

/// The silent part of the self-test: does the card open as it should, is the
/// mixer on, and what do the converters say in one second of listening? Nothing
/// is played. Errors: those of the port (unsupported, busy, io, cancelled).
Task<Verdict> check_electrical(Sound& sound,
                               Profile::Audio settings,
                               Progress& progress);

}  // namespace soundcheck::audio
