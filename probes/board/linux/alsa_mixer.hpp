#pragma once

#include <string>

#include "probes/board/sound.hpp"

namespace soundcheck {

/// Reads the playback side of one simple mixer control, on the calling thread.
/// Errors: unsupported (no such mixer, or it lacks the control), denied, io.
Result<MixerState> read_mixer_blocking(const std::string& device,
                                       const std::string& control);

/// Sets the switch and the percentage of all its channels, where `state` has
/// them. Errors: as above.
Result<void> write_mixer_blocking(const std::string& device,
                                  const std::string& control,
                                  const MixerState& state);

}  // namespace soundcheck
