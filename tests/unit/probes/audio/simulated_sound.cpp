#include "tests/unit/probes/audio/simulated_sound.hpp"

#include <algorithm>
#include <cmath>

namespace soundcheck::test {

Task<Recording> SimulatedSound::play_and_record(SoundRequest request) {
  if (playing_fails)
    co_return *playing_fails;
  static const bench::Room room;
  const auto frames = static_cast<std::size_t>(
      std::lround(request.record_seconds * request.rate_hz));
  const auto late =
      bench::Room::memory +
      static_cast<std::size_t>(std::lround(latency_s * bench::rate_hz));
  std::vector<float> played(bench::Room::memory + frames);
  const auto fits = std::min(request.stimulus.size(), played.size() - late);
  std::copy_n(request.stimulus.begin(), fits,
              played.begin() + static_cast<std::ptrdiff_t>(late));
  Recording recording;
  recording.rate_hz = request.rate_hz;
  recording.full_scale_samples.resize(microphones);
  recording.microphones.assign(microphones, std::vector<float>(frames));
  std::vector<std::span<float>> views(recording.microphones.begin(),
                                      recording.microphones.end());
  room.hear(runs * 1'000'000, played, levels, faults, views);
  if (request.on_progress)
    request.on_progress(0.5);
  if (spoil)
    spoil(runs, recording);
  ++runs;
  co_return recording;
}

Task<MixerState> SimulatedSound::mixer() {
  if (mixer_fails)
    co_return *mixer_fails;
  MixerState state;
  state.control = "Master";
  state.playback_switch_on = levels.playback_on;
  state.playback_volume_percent = levels.playback_volume;
  if (levels.playback_volume > 0) {
    state.playback_volume_db =
        (levels.playback_volume - bench::Mixer::max_volume) *
        bench::Mixer::db_per_step;
  }
  co_return state;
}

}  // namespace soundcheck::test
