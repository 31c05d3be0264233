#pragma once

#include "probes/audio/analysis/capture.hpp"
#include "probes/board/sound.hpp"

namespace soundcheck::audio {

/// A recording as the analysis takes it.
SweepRun run_of(Recording recording);

/// Codes whose low bytes are always zero come from a converter narrower than
/// its format tells (16 bits in 24 or 32); those bytes are left away.
dsp::CodeMask mask_of(const CodeBits& codes);

}  // namespace soundcheck::audio
