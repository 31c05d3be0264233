#pragma once

#include "probes/audio/analysis/baseline.hpp"
#include "probes/audio/analysis/limits.hpp"

namespace soundcheck::audio {

/// Above it the THD of a band, in percent, is a fault: the limit, or so many
/// times what the device had when it was learned (median of its microphones).
double thd_limit_percent(const Baseline* baseline,
                         const AudioLimits& limits,
                         std::size_t band);

}  // namespace soundcheck::audio
