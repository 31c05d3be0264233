#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "tests/acoustic-bench/air.hpp"
#include "tests/acoustic-bench/loudspeaker.hpp"
#include "tests/acoustic-bench/microphones.hpp"
#include "tests/acoustic-bench/sampler.hpp"

namespace soundcheck::bench {

/// A recording that is being made, with Room's samples up to rounding. What is
/// asked for again is the same again.
class LiveRecording {
 public:
  /// Fills in the samples at the loudspeaker's converter from a time on.
  using Played = std::function<void(std::int64_t, std::span<float>)>;

  /// Room and clock stay as `faults` has them now. `responses` are those of its
  /// room: they take milliseconds to make, and time begins at the start.
  LiveRecording(const Faults& faults,
                std::int64_t started,
                Played played,
                std::vector<std::vector<float>> responses);

  const MicrophoneClock& clock() const { return sampler_.clock(); }

  /// What the converters get, from a sample of the recording on. Nothing before
  /// `first` will be asked for in the future, or it is computed anew.
  void read(std::int64_t first,
            const Mixer& mixer,
            const Faults& faults,
            std::span<const std::span<float>> heard);

 private:
  using Channels = std::vector<std::vector<float>>;
  std::int64_t recorded_end() const;
  void begin_at(std::int64_t sample, const Mixer& mixer, const Faults& faults);
  void record(std::int64_t count, const Mixer& mixer, const Faults& faults);
  std::span<const float> move_to(std::int64_t end,
                                 const Mixer& mixer,
                                 const Faults& faults);
  void carry_to(std::int64_t end, const Mixer& mixer, const Faults& faults);
  void forget_before(std::int64_t sample);

  std::uint64_t seed_;
  std::int64_t started_;
  Played played_;
  std::vector<std::vector<float>> responses_;
  Sampler sampler_;
  Loudspeaker loudspeaker_;
  std::optional<Air> air_;
  Microphones microphones_;
  std::vector<float> wire_;
  std::int64_t moved_ = 0;  ///< time, since the start, of the loudspeaker
  Channels sound_;          ///< at each place, up to `moved_`
  std::int64_t sound_first_ = 0;
  Channels heard_;  ///< of each channel
  std::int64_t heard_first_ = 0;
};

}  // namespace soundcheck::bench
