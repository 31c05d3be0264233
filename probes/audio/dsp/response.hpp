#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "probes/audio/dsp/bands.hpp"
#include "probes/audio/dsp/deconvolution.hpp"
#include "probes/audio/dsp/gate.hpp"

namespace soundcheck::audio::dsp {

/// Power of noise as a gate of the deconvolved recording holds it.
struct NoiseFloor {
  std::vector<float> power;  ///< per bin of the gate, smoothed over 1/6 octave
  PerBand<double> bands{};   ///< mean power per band
  std::size_t gates = 0;     ///< how many were averaged; 0 = nothing known
};

/// From the signal-free lags of the same recording. That is noise below the
/// sweep's momentary frequency: energy above it falls onto the harmonics' lags
/// and is not seen here.
NoiseFloor measure_noise_floor(std::span<const float> response,
                               Deconvolution::Lags lags,
                               Gate& gate);

/// What a gate lets through of the direct sound.
struct LinearResponse {
  Spectrum spectrum;         ///< of the gate, its own noise included
  PerBand<double> power{};   ///< of levels (see Gate): mean |H|^2 less the
                             ///< noise's share; may be < 0
  PerBand<double> sigma{};   ///< of that power, by noise
  PerBand<double> whole{};   ///< the power of the whole gate, less the noise's;
                             ///< what harmonics are compared with
  PerBand<double> snr_db{};  ///< power against the noise; -40 at least

  /// 10 log power; -200 where noise hides it.
  double level_db(std::size_t band) const;
  /// Standard deviation of that level.
  double sigma_db(std::size_t band) const;
};

/// With N the noise's power and K independent cells in a band (Gate::cells) the
/// mean of |S + n|^2 varies by
///   sigma^2 = (2 S N + N^2) / K,
/// for S >> N the level by 10/ln 10 sqrt(2/(SNR K)) = 6.14/sqrt(SNR K) dB.
LinearResponse measure_response(std::span<const float> response,
                                std::ptrdiff_t lag,
                                const NoiseFloor& noise,
                                Gate& gate);

}  // namespace soundcheck::audio::dsp
