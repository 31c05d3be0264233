#pragma once

#include <functional>

#include "probes/board/sound.hpp"
#include "tests/acoustic-bench/room.hpp"

namespace soundcheck::test {

/// The acoustic bench as a port, in no time at all: what is played passes the
/// bench's loudspeaker, room and faults.
class SimulatedSound final : public Sound {
 public:
  Task<Recording> play_and_record(SoundRequest request) override;
  Task<MixerState> mixer() override;

  bench::Faults faults;
  bench::Mixer levels;
  std::size_t microphones = bench::microphone_count;
  double latency_s = 0.03;
  std::optional<Error> playing_fails;
  std::optional<Error> mixer_fails;
  /// Spoils the recording of run 0, 1, ... before it is handed out.
  std::function<void(int, Recording&)> spoil;
  int runs = 0;
};

}  // namespace soundcheck::test
