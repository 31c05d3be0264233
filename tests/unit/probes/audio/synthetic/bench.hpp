#pragma once

#include <vector>

#include "probes/audio/dsp/deconvolution.hpp"
#include "tests/unit/probes/audio/synthetic/loudspeaker.hpp"
#include "tests/unit/probes/audio/synthetic/room.hpp"

namespace soundcheck::synthetic {

using Channels = std::vector<std::vector<float>>;

struct Recorded {
  Channels quiet;  ///< one second before
  Channels sweep;
};

/// Records what a device hears of its own sweep, block by block over the
/// spectrum: quick enough for thousands of recordings. Everything is drawn from
/// the seeds that are given.
class Bench {
 public:
  explicit Bench(const audio::dsp::Sweep& sweep);

  const audio::dsp::Sweep& sweep() const { return sweep_; }
  /// The loudspeaker alone, for use with record(); the seed matters to rattle.
  Spectrum play(const Device& device, std::uint64_t seed);
  /// 16-bit samples.
  Recorded record(const Device& device,
                  const Spectrum& played,
                  const Room& room,
                  const Ambience& ambience,
                  std::uint64_t seed);
  /// The same in one step.
  Recorded record(const Device& device,
                  std::uint64_t room,
                  const Ambience& ambience,
                  std::uint64_t seed);

 private:
  std::vector<float> sound_at(const Spectrum& played,
                              const Spectrum& response,
                              const MicrophoneFault& fault);
  std::vector<float> draw_noise(const Ambience& ambience,
                                double rms,
                                Chance& chance);
  std::vector<float> draw_burst(double rms, Chance& chance) const;
  double healthy_rms(const Room& room);

  audio::dsp::Sweep sweep_;
  std::vector<float> stimulus_;
  audio::dsp::RealFft fft_;
  audio::dsp::RealFft long_fft_;
  Loudspeaker loudspeaker_;
  Spectrum healthy_;
  double gain_;
};

constexpr double quiet_s = 1;

}  // namespace soundcheck::synthetic
