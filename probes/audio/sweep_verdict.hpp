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

/// Of a probe that played nothing because the mixer is off.
Verdict not_played(const MixerState& mixer, const std::vector<Code>& codes);

}  // namespace soundcheck::audio
