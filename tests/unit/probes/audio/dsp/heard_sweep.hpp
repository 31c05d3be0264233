#pragma once

#include <vector>

#include "probes/audio/dsp/arrival.hpp"
#include "probes/audio/dsp/deconvolution.hpp"
#include "probes/audio/dsp/response.hpp"
#include "tests/unit/probes/audio/synthetic/bench.hpp"

namespace soundcheck::audio::dsp {

/// One microphone's recording, deconvolved and looked at; made once per plan.
struct HeardSweep {
  explicit HeardSweep(const SweepPlan& plan = {})
      : sweep(plan), deconvolution(sweep), gate(plan.rate_hz) {}

  void hear(const std::vector<float>& recording) {
    response.resize(deconvolution.size());
    deconvolution.apply(recording, response);
    noise = measure_noise_floor(response, deconvolution.noise_lags(), gate);
  }
  std::optional<Arrival> arrival() {
    ArrivalFinder finder(deconvolution, gate);
    finder.add(response, noise, {});
    return finder.find();
  }

  Sweep sweep;
  Deconvolution deconvolution;
  Gate gate;
  std::vector<float> response;
  NoiseFloor noise;
};

/// The stimulus so many samples late, in silence.
inline std::vector<float> late_stimulus(const Sweep& sweep, std::size_t late) {
  auto samples = sweep.samples();
  samples.insert(samples.begin(), late, 0.0F);
  samples.resize(sweep.recorded());
  return samples;
}

inline void add_white_noise(std::vector<float>& samples,
                            double rms,
                            std::uint64_t seed) {
  synthetic::Chance chance(seed);
  for (auto& sample : samples)
    sample += static_cast<float>(rms * chance.normal());
}

}  // namespace soundcheck::audio::dsp
