#pragma once

#include <vector>

#include "probes/audio/dsp/arrival.hpp"
#include "probes/audio/dsp/distortion.hpp"
#include "probes/audio/dsp/response.hpp"
#include "probes/audio/dsp/timing.hpp"
#include "tests/unit/probes/audio/synthetic/bench.hpp"

namespace soundcheck::bench {

struct Heard {
  audio::dsp::NoiseFloor noise;
  audio::dsp::LinearResponse linear;
  audio::dsp::Distortion distortion;
};

/// The mathematics alone, without any rule, on simulated recordings.
class SweepMeter {
 public:
  SweepMeter();

  const audio::dsp::Sweep& sweep() const { return bench_.sweep(); }
  synthetic::Room make_room(std::uint64_t seed) const;
  std::vector<Heard> hear(const synthetic::Device& device,
                          const synthetic::Room& room,
                          const synthetic::Ambience& ambience,
                          std::uint64_t seed);
  std::ptrdiff_t lag() const { return lag_; }  ///< of the last one
  std::ptrdiff_t reference_lag() const { return reference_lag_; }
  audio::dsp::TimingFit fit(
      const std::vector<audio::dsp::CrossSpectrum>& crosses,
      bool with_drift);

 private:
  synthetic::Bench bench_;
  audio::dsp::Deconvolution deconvolution_;
  audio::dsp::Gate gate_;
  audio::dsp::TimingFitter fitter_;
  std::vector<std::vector<float>> expected_;  ///< without walls
  std::ptrdiff_t lag_ = 0;
  std::ptrdiff_t reference_lag_ = 0;
};

/// THD in percent per third octave by steady sines, five in each.
audio::dsp::PerBand<double> stepped_sine_thd(const audio::dsp::Sweep& sweep,
                                             const synthetic::Device& device);

}  // namespace soundcheck::bench
