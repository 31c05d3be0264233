#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace soundcheck::audio::dsp {

/// What the samples of one microphone are like, before any spectrum.
struct SampleFacts {
  double dc = 0;                ///< mean, share of full scale
  double dc_sigma = 0;          ///< by what sounds: from the means of 16 parts
  double peak = 0;              ///< largest magnitude
  double mean_square = 0;       ///< without DC
  std::size_t full_scale = 0;   ///< samples within 1e-4 of the range's ends
  std::size_t longest_run = 0;  ///< equal samples in a row
  bool constant = true;         ///< all equal: no converter behind it
  bool finite = true;
};

SampleFacts measure_samples(std::span<const float> samples);

/// Which bits of the converter's codes were ever 1 and ever 0.
struct CodeMask {
  std::uint32_t ever_one = 0;    ///< OR of all codes
  std::uint32_t always_one = 0;  ///< AND of all codes
  unsigned bits = 0;             ///< of a code; 0 = codes not known

  /// Those that never changed. What swings around zero changes all of them: the
  /// low ones as it goes, the high ones by its sign.
  std::uint32_t stuck() const;
};

/// Whole low bytes that are zero in every channel come from a driver that
/// widened 16 or 24 bits; they are left away, down to 16 bits.
void drop_padding(std::span<CodeMask> channels);

CodeMask mask_of_codes(std::span<const std::int32_t> codes, unsigned bits);
/// For samples that were integers of so many bits, scaled to -1..1.
CodeMask mask_of_samples(std::span<const float> samples, unsigned bits);

}  // namespace soundcheck::audio::dsp
