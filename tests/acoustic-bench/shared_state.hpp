#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "tests/acoustic-bench/mixer.hpp"

namespace soundcheck::bench {

/// What the processes of one bench share, in a mapped file: time, the mixer,
/// and everything that was played in the last ten seconds. Two benches are two
/// files. Playing and recording exclude others of their kind, as with a card.
class SharedState {
 public:
  enum class Stream { playback, capture };

  /// Maps the file, and makes it when it is new, of another layout, or older
  /// than the last boot. On failure nothing is returned and errno tells.
  static std::unique_ptr<SharedState> open(const std::string& file);
  ~SharedState();
  SharedState(const SharedState&) = delete;
  SharedState& operator=(const SharedState&) = delete;

  /// Reserves a direction until this object dies; false when it is taken.
  bool reserve(Stream stream);

  /// Samples since the bench was made.
  std::int64_t now() const;

  Mixer mixer() const;
  void set_playback_on(bool on);
  void set_playback_volume(int volume);

  /// Puts samples on the wire to the converter; what lies between the end of
  /// the last ones and `first` is silence.
  void play(std::int64_t first, std::span<const float> samples);
  /// Forgets what was to be played from `end` on.
  void stop_playing(std::int64_t end);
  /// The samples at the converter from `first` on; silence where none are.
  void read_played(std::int64_t first, std::span<float> samples) const;
  /// The first sample that is not on the wire yet.
  std::int64_t played_end() const;

 private:
  struct Layout;
  SharedState(int file, Layout* layout) : file_(file), layout_(layout) {}

  int file_;
  Layout* layout_;
};

}  // namespace soundcheck::bench
