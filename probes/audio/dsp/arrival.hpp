#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "probes/audio/dsp/deconvolution.hpp"
#include "probes/audio/dsp/gate.hpp"
#include "probes/audio/dsp/response.hpp"

namespace soundcheck::audio::dsp {

/// When the sweep reached the microphones.
struct Arrival {
  std::ptrdiff_t lag = 0;  ///< of the loudest direct sound, samples
  /// Power at that lag against what noise has at other lags.
  double over_noise = 0;
};

/// Looks for one arrival common to all microphones, up to 0.35 s late. Each
/// response is weighted by the noise's power at each frequency and, where one
/// is known, correlated with the response that is expected (matched filter for
/// coloured noise: D. O. North, RCA report PTR-6C, 1943). The powers of all
/// microphones add, in units of their noise.
class ArrivalFinder {
 public:
  ArrivalFinder(const Deconvolution& deconvolution, const Gate& gate);

  /// `expected` is what the gate cut out of a healthy response, or empty.
  void add(std::span<const float> response,
           const NoiseFloor& noise,
           std::span<const float> expected);
  /// The best lag of those that were added, nothing when noise alone would
  /// have reached as much once in 10^4; forgets what was added.
  std::optional<Arrival> find();

 private:
  void correlate(std::span<const float> response,
                 std::ptrdiff_t first,
                 const NoiseFloor& noise);

  Deconvolution::Lags noise_lags_;
  std::size_t before_;
  std::size_t gate_fft_;
  std::size_t searched_;
  RealFft fft_;
  Spectrum expected_;
  Spectrum spectrum_;
  std::vector<float> work_;
  std::vector<double> score_;
  std::size_t added_ = 0;
};

}  // namespace soundcheck::audio::dsp
