#pragma once

#include <cstdint>
#include <span>

namespace soundcheck::bench {

// Sounds at times in samples, added to what is there. The same time sounds the
// same; `seed` decides what is said and played.

/// Syllables of a voice, 0.12 to 0.22 s each, two or three a second. `rms` is
/// that of a syllable.
void add_talk(std::uint64_t seed,
              std::int64_t first,
              double rms,
              std::span<float> samples);

/// Chords of plucked strings and a rhythm, four beats a second. `rms` is that
/// of a long piece, within 2 dB.
void add_music(std::uint64_t seed,
               std::int64_t first,
               double rms,
               std::span<float> samples);

}  // namespace soundcheck::bench
