#pragma once

#include <cstdint>
#include <span>

namespace soundcheck::bench {

/// A hash as a source of chance: the same time gives the same number, whoever
/// asks and how often. Finalizer of SplitMix64 (Steele, Lea, Flood 2014).
constexpr std::uint64_t mixed(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
  return x ^ (x >> 31);
}

/// Chance numbers of one stream, by their place in it.
class Chance {
 public:
  explicit constexpr Chance(std::uint64_t seed, std::uint64_t stream = 0)
      : key_(mixed(mixed(seed + increment) + stream)) {}

  constexpr std::uint64_t word(std::int64_t at) const {
    return mixed(key_ + static_cast<std::uint64_t>(at) * increment);
  }
  double uniform(std::int64_t at, double from, double to) const {
    return from + (to - from) * static_cast<double>(word(at) >> 11) * 0x1p-53;
  }
  /// Normal, variance 1; four places share a word.
  float normal(std::int64_t at) const;

 private:
  static constexpr std::uint64_t increment = 0x9e3779b97f4a7c15U;
  std::uint64_t key_;
};

/// Noise at times in samples; added to what is there.
void add_white(const Chance& chance,
               std::int64_t first,
               double rms,
               std::span<float> samples);

/// Falls by 3 dB per octave from 40 Hz up, within 1.5 dB in each octave
/// (Voss-McCartney: rows of held numbers, each half as fast as the one before).
void add_pink(const Chance& chance,
              std::int64_t first,
              double rms,
              std::span<float> samples);

}  // namespace soundcheck::bench
