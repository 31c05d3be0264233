#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <poll.h>
#include <span>
#include <string>
#include <vector>

#include "probes/board/sound.hpp"

// alsa-lib's handle, so that its headers stay in the adapter's own files.
typedef struct _snd_pcm snd_pcm_t;

namespace soundcheck {

/// One direction of an ALSA device, open, configured and never blocking. Closed
/// (and so silent) at the end of its life. For one thread.
class AlsaPcm {
 public:
  enum class Direction { playback, capture };

  struct Wish {
    std::string device;
    Direction direction = Direction::playback;
    unsigned rate_hz = 48000;
    unsigned channels = 0;  ///< 0 = what the device has
  };

  /// How far a transfer came.
  struct Moved {
    std::size_t frames = 0;
    bool xrun = false;  ///< samples were lost or missing; the stream stands
  };

  /// Errors: unsupported (no such device, or it cannot do what is asked), busy,
  /// denied, io.
  static Result<AlsaPcm> open(const Wish& wish);
  /// There is no device of this name. One that is busy is there.
  static bool is_missing(const std::string& device, Direction direction);

  unsigned channels() const { return channels_; }
  /// How much the device can hold ahead.
  std::size_t buffer_frames() const { return buffer_frames_; }

  /// Errors of each: io.
  Result<void> start();
  /// Plays the same sample on all channels, as many as there is room for.
  Result<Moved> write(std::span<const float> mono);
  /// Reads at most `most` frames and appends them to the recording, whose lists
  /// have an entry per channel.
  Result<Moved> read(std::size_t most, Recording& recording);

  void add_descriptors(std::vector<pollfd>& all);
  /// True when the descriptors, now polled, say that there is work.
  bool ready(std::span<pollfd> mine);
  std::size_t descriptor_count() const { return descriptor_count_; }

 private:
  struct Close {
    void operator()(snd_pcm_t* pcm) const;
  };

  AlsaPcm() = default;
  Result<void> configure(const Wish& wish);
  Result<void> start_by_hand();
  Error error(int code, const char* what) const;

  std::unique_ptr<snd_pcm_t, Close> pcm_;
  std::string device_;
  unsigned channels_ = 0;
  unsigned sample_bytes_ = 0;
  unsigned converter_bits_ = 0;
  std::size_t buffer_frames_ = 0;
  std::size_t descriptor_count_ = 0;
  std::vector<std::int16_t> codes16_;
  std::vector<std::int32_t> codes32_;
};

}  // namespace soundcheck
