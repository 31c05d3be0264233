#include "tests/unit/probes/audio/simulated_sound.hpp"

#include <algorithm>
#include <cmath>

#include "probes/audio/dsp/levels.hpp"
#include "tests/acoustic-bench/talk_and_music.hpp"

namespace soundcheck::test {

namespace {

constexpr double latency_s = 0.03;
constexpr std::int64_t pause = 1'000'000;  // samples between recordings

CodeBits bits_of(const std::vector<float>& samples) {
  const auto mask = audio::dsp::mask_of_samples(samples, 16);
  return {mask.ever_one, mask.always_one, mask.bits};
}

}  // namespace

std::vector<float> SimulatedSound::wire_of(const SoundRequest& request) const {
  std::vector<float> wire(static_cast<std::size_t>(
      std::lround(request.record_seconds * request.rate_hz)));
  if (request.stimulus.empty()) {
    if (music_dbfs)
      bench::add_music(1, pause * recordings,
                       std::pow(10, *music_dbfs / 20) / std::sqrt(2.0), wire);
    return wire;
  }
  const auto late =
      static_cast<std::size_t>(std::lround(latency_s * bench::rate_hz));
  const auto fits = std::min(request.stimulus.size(), wire.size() - late);
  std::copy_n(request.stimulus.begin(), fits,
              wire.begin() + static_cast<std::ptrdiff_t>(late));
  if (process)
    std::ranges::transform(wire, wire.begin(), process);
  return wire;
}

Recording SimulatedSound::record(const SoundRequest& request) {
  static const bench::Room room;
  const auto wire = wire_of(request);
  take.started = pause * recordings;
  Recording recording;
  recording.rate_hz = request.rate_hz;
  recording.microphones = room.record(wire, take);
  recording.microphones.resize(microphones);
  if (music_dbfs)
    recording.playback = wire;
  recording.full_scale_samples.resize(microphones);
  for (const auto& samples : recording.microphones)
    recording.codes.push_back(bits_of(samples));
  return recording;
}

Task<Recording> SimulatedSound::play_and_record(SoundRequest request) {
  if (recording_fails)
    co_return *recording_fails;
  if (before)
    before(recordings, take);
  auto recording = record(request);
  if (request.on_progress)
    request.on_progress(0.5);
  if (spoil)
    spoil(recordings, recording);
  ++recordings;
  played += request.stimulus.empty() ? 0 : 1;
  co_return recording;
}

Task<SoundDevices> SimulatedSound::devices() {
  co_return missing;
}

Task<MixerState> SimulatedSound::mixer() {
  if (mixer_fails)
    co_return *mixer_fails;
  MixerState state;
  state.control = "Master";
  state.playback_switch_on = take.mixer.playback_on;
  state.playback_volume_percent = take.mixer.playback_volume;
  if (take.mixer.playback_volume > 0) {
    state.playback_volume_db =
        (take.mixer.playback_volume - bench::Mixer::max_volume) *
        bench::Mixer::db_per_step;
  }
  co_return state;
}

}  // namespace soundcheck::test
