#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "probes/audio/dsp/deconvolution.hpp"

namespace soundcheck::audio::dsp {

/// What is left of the recording without fundamental and the first harmonics,
/// while the sweep is below 1 kHz: rub, buzz, loose parts.
struct Residual {
  struct Segment {
    double power = 0;  ///< mean square
    double peak = 0;   ///< largest magnitude
  };
  std::vector<Segment> segments;  ///< segment_s long each, from the start on
  double noise_power = 0;         ///< what noise alone leaves
  double signal_power = 0;        ///< of the recording meanwhile, median

  double peak() const;
  double rms() const;
  double crest_db() const;               ///< 20 log(peak / rms)
  double peak_over_noise_db() const;     ///< peak against the noise's RMS
  double noise_below_signal_db() const;  ///< how much room there is to see
  std::size_t loudest() const;           ///< segment of the peak
};

/// Tracking high-pass (residual distortion as the Chirplab project takes it;
/// Klippel's rub & buzz does the like): keeps lags between harmonics 12 and 60,
/// convolves them with the sweep again and takes what is above 1.5 kHz, in
/// segments of 20 ms.
class ResidualMeter {
 public:
  explicit ResidualMeter(Deconvolution& deconvolution);

  Residual measure(std::span<const float> response,
                   std::span<const float> recording,
                   std::ptrdiff_t lag);

  static constexpr double segment_s = 0.02;
  static constexpr double lowest_order = 12;
  static constexpr double highpass_hz = 1500;
  static constexpr double up_to_hz = 1000;

  /// Per segment the smaller of both: what a noise in the room did once is
  /// gone, what the loudspeaker does each time stays.
  static void keep_smaller(Residual& kept, const Residual& other);

 private:
  /// back_ = what the microphone heard of these lags.
  void take_back(std::span<const float> response,
                 std::ptrdiff_t first,
                 std::ptrdiff_t last);
  /// What noise alone leaves of so many lags.
  double noise_power(std::span<const float> response, std::ptrdiff_t count);

  Deconvolution& deconvolution_;
  std::vector<float> lags_;
  std::vector<float> back_;
};

}  // namespace soundcheck::audio::dsp
