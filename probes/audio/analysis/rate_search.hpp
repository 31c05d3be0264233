#pragma once

#include <optional>

#include "probes/audio/analysis/rules.hpp"

namespace soundcheck::audio {

/// The sweep as it sounds where player and recorder disagree on the rate.
struct OtherRate {
  double ratio;       ///< heard frequency over played frequency
  double over_noise;  ///< as of dsp::Arrival
};

/// Looks for the sweep among the mistakes that are made between the rates of
/// sound, 16, 32, 44.1 and 48 kHz. A synchronized sweep that is played at
/// `ratio` times its rate is one again, with f1, f2 and 1/T times as much; its
/// own inverse gathers all of its energy, the played sweep's inverse spreads it
/// over L |ln ratio|.
std::optional<OtherRate> find_other_rate(const SweepRun& run,
                                         const dsp::SweepPlan& plan);

/// Where noise hides in what order the octaves arrive, a sweep of another rate
/// looks like none, or like a late or dull one. Changes wrong_rate, and
/// no_output with it, if the rate is wrong.
void judge_rate(const Evidence& evidence,
                const SweepRun& run,
                const dsp::SweepPlan& plan,
                Symptoms& symptoms);

}  // namespace soundcheck::audio
