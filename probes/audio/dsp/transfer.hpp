#pragma once

#include <optional>
#include <span>
#include <vector>

#include "probes/audio/dsp/gate.hpp"
#include "probes/audio/dsp/response.hpp"

namespace soundcheck::audio::dsp {

/// The way from what is played to what is heard, from ordinary playback.
struct Transfer {
  LinearResponse response;
  NoiseFloor noise;
  PerBand<double> coherence{};  ///< gamma^2, mean of the band
  double parts = 0;             ///< averages n_d
  std::ptrdiff_t lag = 0;       ///< of the direct sound, samples
};

/// H1 = S_xy / S_xx with coherence gamma^2 = |S_xy|^2 / (S_xx S_yy) (J. S.
/// Bendat, A. G. Piersol, "Random Data", from memory): noise at the microphone
/// only lowers gamma^2, H1 stays true. Parts of 16384 samples, Hann, half
/// overlapped; then the same gate as for the sweep. The noise in H1,
///   |H1|^2 (1 - gamma^2) / (gamma^2 n_d),
/// is spread over the whole part and cut by the gate. Frequencies that the
/// playback lacks come out as noise. `lag` is the expected one (the buffers');
/// half a part around it is searched. Nothing when there are less than eight
/// parts.
std::optional<Transfer> measure_transfer(std::span<const float> played,
                                         std::span<const float> heard,
                                         std::ptrdiff_t lag,
                                         Gate& gate);

}  // namespace soundcheck::audio::dsp
