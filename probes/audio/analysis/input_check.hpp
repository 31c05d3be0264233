#pragma once

#include <string>

#include "probes/audio/analysis/baseline.hpp"
#include "probes/audio/analysis/capture.hpp"

namespace soundcheck::audio {

/// Why a capture cannot be analysed.
struct InputProblem {
  std::string reason;  ///< "input", "baseline" or "xrun"; empty = none
  std::string explanation;
};

InputProblem check_input(const Capture& capture, const Baseline* baseline);
InputProblem check_playback(const PlaybackCapture& capture,
                            const Baseline* baseline);

}  // namespace soundcheck::audio
