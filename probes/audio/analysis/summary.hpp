#pragma once

#include "probes/audio/analysis/analysis.hpp"
#include "probes/audio/analysis/rules.hpp"

namespace soundcheck::audio {

// From what was judged to what is told.

void add_quiet_numbers(const Evidence& evidence, Analysis& out);
void add_response_numbers(const Evidence& evidence,
                          const Comparison& comparison,
                          const dsp::Gate& gate,
                          Analysis& out);
void add_timing_numbers(const Evidence& evidence,
                        const Timing& timing,
                        Analysis& out);
void add_distortion_numbers(const DistortionFindings& found, Analysis& out);

/// An inconclusive one, of which nothing could be judged.
Analysis stopped(std::string reason, std::string explanation);

/// Takes away what the roots explain, ranks the rest, lists what was not judged
/// and gives the verdict.
void conclude(std::size_t microphones,
              const Comparison* comparison,
              Analysis& out);

}  // namespace soundcheck::audio
