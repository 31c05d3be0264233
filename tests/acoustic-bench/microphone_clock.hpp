#pragma once

#include <cstdint>

#include "tests/acoustic-bench/faults.hpp"

namespace soundcheck::bench {

/// When the samples of one recording are taken, in samples of the
/// loudspeaker's clock since the recording began.
class MicrophoneClock {
 public:
  /// A healthy one: sample k at time k.
  MicrophoneClock() = default;
  explicit MicrophoneClock(const Faults& faults);

  bool exact() const { return step_ == 1; }
  double step() const { return step_; }
  /// When the sound of sample k left the loudspeaker, but for its way.
  double sound_of(std::int64_t sample) const;
  /// How many samples there are after some time.
  std::int64_t taken_after(std::int64_t time) const;

 private:
  double step_ = 1;
  std::int64_t lost_from_ = 0;  ///< sample
  std::int64_t lost_ = 0;       ///< in the loudspeaker's samples
  std::int64_t latency_ = 0;
};

}  // namespace soundcheck::bench
