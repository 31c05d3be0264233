#pragma once

#include <string>

#include "probes/audio/analysis/analysis.hpp"

namespace soundcheck::cli {

/// One SVG picture of what was heard: response with mask and sigma, distortion,
/// signal to noise, impulse; verdict and root fault above. It follows the
/// reader's light or dark scheme. `baseline` may be null.
std::string plot_of(const audio::Analysis& analysis,
                    const audio::Baseline* baseline,
                    const audio::AudioLimits& limits,
                    double rate_hz,
                    const std::string& name);

}  // namespace soundcheck::cli
