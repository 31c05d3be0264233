#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "probes/audio/dsp/gate.hpp"

namespace soundcheck::audio::dsp {

constexpr std::size_t octave_count = 6;
inline double octave_centre_hz(std::size_t octave) {
  return 400 * static_cast<double>(1U << octave);
}

/// When each octave arrives. A clock that is wrong by a large factor draws them
/// apart on a line over ln f with slope L eps; samples that were lost while the
/// sweep ran make a step.
struct OctaveDelays {
  std::array<double, octave_count> delay_s{};      ///< against the common lag
  std::array<double, octave_count> strength_db{};  ///< peak over median
  std::size_t octaves = 0;  ///< so many of the lowest lie within the band
};

/// Straight line or one step through the octaves that are strong enough.
struct OctavePattern {
  std::size_t octaves = 0;  ///< strong ones
  double spread_s = 0;      ///< largest minus smallest delay
  double slope_s = 0;       ///< per e-fold of frequency
  double rest_of_line = 0;  ///< sum of squares that a line leaves
  double rest_of_step = 0;  ///< that the best step leaves
  double step_s = 0;        ///< its height
};

OctavePattern find_pattern(const OctaveDelays& delays, double least_db);

/// Band-passes (Gaussian over ln f, sigma 0.35), squares and adds the
/// microphones from 0.2 s before to 0.4 s after the lag.
class OctaveMeter {
 public:
  explicit OctaveMeter(double rate_hz);

  void add(std::span<const float> response, std::ptrdiff_t lag);
  OctaveDelays measure();  ///< of those that were added; forgets them

 private:
  void add_octave(std::size_t octave);

  double rate_hz_;
  std::size_t before_;
  RealFft fft_;
  std::vector<RealFft> coarser_;  ///< lower octaves need fewer samples
  std::vector<float> work_;
  Spectrum spectrum_;
  Spectrum band_;
  std::array<std::vector<double>, octave_count> energy_;
};

}  // namespace soundcheck::audio::dsp
