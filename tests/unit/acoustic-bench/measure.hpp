#pragma once

#include <span>
#include <vector>

#include "tests/acoustic-bench/room.hpp"

namespace soundcheck::bench {

// What a listener can tell of a recording, by simple means.

std::vector<float> tone(double amplitude, double hz, std::size_t frames);
/// RMS of `amplitude` / sqrt(2), the same each time.
std::vector<float> hiss(double amplitude, std::size_t frames);

/// Against a sine of full scale.
double level_dbfs(std::span<const float> samples);
/// Of one frequency, through a Hann window.
double tone_dbfs(std::span<const float> samples, double hz);
/// The second to the fifth harmonic against the first.
double thd_percent(std::span<const float> samples, double hz);
/// Of a tone, in turns since the first sample.
double phase_turns(std::span<const float> samples, double hz);
/// 1: the same but for the level, -1: inverted, 0: unlike.
double correlation(std::span<const float> a, std::span<const float> b);
/// How many samples later `b` is, 0 to `most`.
std::size_t lag(std::span<const float> a,
                std::span<const float> b,
                std::size_t most);

/// Nothing wrong, and nothing around.
Faults quiet();
/// What the usual room's microphones record of it, the start left out.
std::vector<std::vector<float>> heard(std::span<const float> played,
                                      const Take& take);

}  // namespace soundcheck::bench
