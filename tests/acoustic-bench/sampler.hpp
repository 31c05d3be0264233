#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "tests/acoustic-bench/microphone_clock.hpp"

namespace soundcheck::bench {

/// Takes the samples of a recording out of the sound at a microphone. When the
/// two clocks differ, by a windowed sinc that keeps out what the slower of the
/// two cannot carry (512 phases and a line between them: error below -100 dB).
class Sampler {
 public:
  explicit Sampler(const MicrophoneClock& clock);

  const MicrophoneClock& clock() const { return clock_; }
  /// The sound that is needed for samples of the recording, by its time.
  std::int64_t first_sound_of(std::int64_t sample) const;
  std::int64_t end_sound_of(std::int64_t sample) const;

  /// The samples from `first` on. `sound` begins at time `sound_first`; beyond
  /// its ends is silence.
  void take(std::int64_t first,
            std::span<const float> sound,
            std::int64_t sound_first,
            std::span<float> taken) const;

 private:
  float between(std::span<const float> sound, double position) const;

  MicrophoneClock clock_;
  std::int64_t reach_ = 0;  ///< of the sinc, one side; 0: not needed
  std::vector<float> kernel_;
};

}  // namespace soundcheck::bench
