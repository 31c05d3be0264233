#pragma once

#include <cstddef>
#include <vector>

#include "tests/unit/probes/audio/synthetic/chance.hpp"

namespace soundcheck::synthetic {

/// Noise shaped like a voice, below 3 kHz, swelling and fading once.
std::vector<float> draw_syllable(std::size_t length,
                                 double rate_hz,
                                 double rms,
                                 Chance& chance);

/// Syllables of 0.12..0.3 s with pauses, each as loud as it happens to be;
/// `rms` is that of the whole.
std::vector<float> draw_talk(std::size_t length,
                             double rate_hz,
                             double rms,
                             Chance& chance);

}  // namespace soundcheck::synthetic
