#pragma once

#include <array>
#include <span>

#include "probes/audio/dsp/bands.hpp"
#include "probes/audio/dsp/deconvolution.hpp"
#include "probes/audio/dsp/gate.hpp"
#include "probes/audio/dsp/response.hpp"

namespace soundcheck::audio::dsp {

constexpr std::size_t first_order = 2;
constexpr std::size_t last_order = 5;

/// Harmonic distortion by frequency of the fundamental (Farina 2000, Novak
/// 2015, see Sweep):
///   THD(f)^2 = sum over n = 2..5 of (|H_n(n f)|^2 - N(n f)) / |H_1(f)|^2,
/// N the noise in an equal gate. Orders beyond the band of the sweep are left
/// out, so it falls where f reaches a fifth of it.
struct Distortion {
  PerBand<double> power{};        ///< THD^2; may be below zero by noise
  PerBand<double> sigma{};        ///< of that power
  PerBand<double> floor_power{};  ///< more than noise alone would have shown:
                                  ///< its mean and two standard deviations
  std::array<PerBand<double>, last_order + 1> orders{};  ///< power of each
  std::size_t bands = 0;  ///< so many of the lowest have a value

  double thd_percent(std::size_t band) const;
  double sigma_percent(std::size_t band) const;
  double floor_percent(std::size_t band) const;
};

Distortion measure_distortion(std::span<const float> response,
                              std::ptrdiff_t lag,
                              const LinearResponse& linear,
                              const NoiseFloor& noise,
                              const Sweep& sweep,
                              Gate& gate);

}  // namespace soundcheck::audio::dsp
