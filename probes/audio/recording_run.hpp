#pragma once

#include "probes/audio/analysis/capture.hpp"
#include "probes/board/sound.hpp"

namespace soundcheck::audio {

/// A recording as the analysis takes it.
SweepRun run_of(Recording recording);

}  // namespace soundcheck::audio
