#pragma once

#include "agent/cli/audio/audio_options.hpp"
#include "probes/audio/analysis/baseline.hpp"
#include "probes/audio/analysis/capture.hpp"

namespace soundcheck::cli {

/// Silence before the sweep in the stimulus: the codec's switch-on click is
/// over in its first quarter second, the rest is the quiet listen.
constexpr double stimulus_lead_s = 1.25;
/// So long before the sweep the quiet listen ends, and so long it is.
constexpr double quiet_gap_s = 0.05, quiet_s = 1;
/// Where the sweep begins in what is analysed, when the recording does not say.
constexpr double assumed_latency_s = 0.1;
/// Longest recording: the analysis takes no more.
constexpr double longest_recording_s = 60;

/// What the options and the baseline, if there is one, say of the stimulus.
audio::dsp::SweepPlan plan_of(const AudioOptions& options,
                              const audio::Baseline* baseline);

/// Reads all recordings, finds the sweep in each unless they are synchronous,
/// and cuts out what is to be analysed. Errors: parse and io, naming the file.
Result<audio::Capture> load_capture(const AudioOptions& options,
                                    const audio::Baseline* baseline);

}  // namespace soundcheck::cli
