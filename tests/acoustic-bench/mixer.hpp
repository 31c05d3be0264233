#pragma once

#include "tests/acoustic-bench/rate.hpp"

namespace soundcheck::bench {

/// What the mixer does to the samples on their way to the amplifier.
struct Mixer {
  bool playback_on = true;
  /// Steps of 0.5 dB below full volume; step 0 is silence.
  int playback_volume = 80;

  static constexpr int max_volume = 100;
  static constexpr double db_per_step = 0.5;

  double gain() const {
    if (!playback_on || playback_volume <= 0)
      return 0;
    return amplitude((playback_volume - max_volume) * db_per_step);
  }
};

}  // namespace soundcheck::bench
