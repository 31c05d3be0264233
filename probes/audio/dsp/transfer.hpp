#pragma once

#include <optional>
#include <span>
#include <vector>

#include "probes/audio/dsp/gate.hpp"
#include "probes/audio/dsp/response.hpp"

namespace soundcheck::audio::dsp {

/// The way from what is played to one microphone, from ordinary playback.
struct Transfer {
  /// What was played `lag` samples ago is at 0; before it, cyclic, at the end.
  std::vector<float> impulse;
  /// The same of the frequencies alone that stand above noise.
  std::vector<float> clear;
  NoiseFloor noise;             ///< that a gate holds of this impulse response
  PerBand<double> coherence{};  ///< gamma^2, mean of the band
  double parts = 0;             ///< averages n_d
};

/// H1 = S_xy / S_xx with coherence gamma^2 = |S_xy|^2 / (S_xx S_yy) (J. S.
/// Bendat, A. G. Piersol, "Random Data", from memory): noise at the microphone
/// only lowers gamma^2, H1 stays true. Parts of 16384 samples, Hann, half
/// overlapped. The noise in H1,
///   |H1|^2 (1 - gamma^2) / (gamma^2 n_d),
/// is spread over the whole part. Frequencies that the playback lacks come out
/// as noise. What is heard t after `lag` is too low by the window's overlap
/// with itself: 0.07 dB at the end of a gate, 1.3 dB after 60 ms. Nothing when
/// there are less than eight parts.
std::optional<Transfer> measure_transfer(std::span<const float> played,
                                         std::span<const float> heard,
                                         std::ptrdiff_t lag,
                                         const Gate& gate);

/// Where the direct sound is, common to all microphones: of lags that were
/// measured at 0 the one where their powers, each in units of its own noise,
/// add to most. Looks from 10 ms too early to 170 ms late; nothing when noise
/// could have done it.
std::optional<std::ptrdiff_t> find_direct_sound(
    std::span<const Transfer> microphones,
    double rate_hz);

}  // namespace soundcheck::audio::dsp
