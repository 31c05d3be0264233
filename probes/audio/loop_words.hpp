#pragma once

#include <optional>
#include <string>
#include <vector>

#include "probes/audio/loop_verdict.hpp"

namespace soundcheck::audio {

// How the loop probe says things to people and to the wire.

/// "-40.1" for (-40.06, 1).
std::string fixed(double value, int digits);

/// "\"Master\" is on, 80 %, -10.0 dB"
std::string describe(const MixerState& mixer);

/// "microphone 2 at -91.3 dBFS, microphone 4 at -90.8 dBFS"
std::string levels(const std::vector<MicrophoneRun>& run,
                   const std::vector<std::size_t>& microphones);

/// The numbers of the last run, per microphone counted from 1.
std::vector<Measurement> measurements(const LoopEvidence& evidence,
                                      std::optional<double> level_dbfs);

/// One sentence: the first thing that is wrong, or unknown, or that all is
/// well.
std::string summarise(const std::vector<Finding>& findings,
                      const std::vector<std::size_t>& heard,
                      const std::vector<std::size_t>& silent,
                      std::optional<double> level_dbfs);

}  // namespace soundcheck::audio
