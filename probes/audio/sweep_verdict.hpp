#pragma once

#include <vector>

#include "probes/audio/analysis/symptom.hpp"
#include "probes/audio/sweep_runs.hpp"
#include "probes/board/sound.hpp"

namespace soundcheck::audio {

/// The verdict of a probe that answers for these rows of the dictionary.
Verdict judge_sweep(const SweepRuns& runs,
                    const std::vector<Code>& codes,
                    bool has_baseline);

/// Likewise, of an analysis alone.
Verdict judge_analysis(const Analysis& analysis,
                       const std::vector<Code>& codes,
                       bool has_baseline);

/// Of a probe that could not look at all; `why` is its summary, too.
Verdict not_judged(const std::vector<Code>& codes, const std::string& why);

/// Of a probe that played nothing because the volume is so low that even
/// samples at their highest would be far softer than the baseline's.
Verdict too_soft(const MixerState& mixer,
                 const Loudness& loudness,
                 const std::vector<Code>& codes);

/// Of a probe that played nothing because the mixer is off.
Verdict not_played(const MixerState& mixer, const std::vector<Code>& codes);

}  // namespace soundcheck::audio
