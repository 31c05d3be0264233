#pragma once

#include <functional>
#include <optional>

#include "probes/board/compute.hpp"
#include "probes/board/sound.hpp"
#include "tests/acoustic-bench/room.hpp"

namespace soundcheck::test {

/// The acoustic bench as a port, in no time at all: what is played passes the
/// bench's loudspeaker, room, microphones and converters with their faults.
class SimulatedSound final : public Sound {
 public:
  Task<Recording> play_and_record(SoundRequest request) override;
  Task<SoundDevices> devices() override;
  Task<MixerState> mixer() override;

  /// Faults and mixer; `started` moves on with each recording.
  bench::Take take;
  std::size_t microphones = bench::microphone_count;
  std::optional<Error> recording_fails;
  std::optional<Error> mixer_fails;
  SoundDevices missing;
  /// The owner's own music, while nothing of ours is played. The board records
  /// it beside the microphones when there is any.
  std::optional<double> music_dbfs;
  /// Spoils recording 0, 1, ... before it is handed out.
  std::function<void(int, Recording&)> spoil;
  /// Before recording 0, 1, ... is made.
  std::function<void(int, bench::Take&)> before;
  /// What a signal processor before the converter makes of what is played.
  std::function<float(float)> process;
  int recordings = 0;
  int played = 0;  ///< those with a stimulus

 private:
  std::vector<float> wire_of(const SoundRequest& request) const;
  Recording record(const SoundRequest& request);
};

/// Mathematics at once.
class Inline final : public Compute {
 public:
  Task<void> run(std::function<void()> work) override {
    work();
    co_return Result<void>();
  }
};

}  // namespace soundcheck::test
