#pragma once

#include <string>

#include "probes/board/sound.hpp"

namespace soundcheck {

/// Reads the playback side of one simple mixer control, on the calling thread.
/// Errors: unsupported (no such mixer, or it lacks the control), denied, io.
Result<MixerState> read_mixer_blocking(const std::string& device,
                                       const std::string& control);

}  // namespace soundcheck
