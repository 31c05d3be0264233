#include "probes/audio/electrical.hpp"
#include "probes/audio/passive.hpp"
#include "probes/audio/sweep.hpp"
#include "probes/catalog_parts.hpp"

namespace soundcheck {

using namespace std::chrono_literals;

namespace {

Probe audio_electrical(Sound& sound, const Profile& profile) {
  return {"audio.electrical",
          "Sound card and microphones, silent",
          10s,
          {.seconds = 1.2},
          Hardware::audio,
          [&sound, limits = profile.audio](Progress& progress) {
            return audio::check_electrical(sound, limits, progress);
          }};
}

Probe audio_passive(Sound& sound, Compute& compute, const Profile& profile) {
  return {"audio.passive",
          "Loudspeaker and microphones, by ordinary playback",
          30s,
          {.seconds = 6},
          Hardware::audio,
          [&sound, &compute, limits = profile.audio](Progress& progress) {
            return audio::check_passive(sound, compute, limits, progress);
          }};
}

Probe audio_sweep(Sound& sound, Compute& compute, const Profile& profile) {
  return {"audio.sweep",
          "Loudspeaker and microphones",
          audio::sweep_deadline(profile.audio),
          {.seconds = 4, .audible = true, .interrupts_playback = true},
          Hardware::audio,
          [&sound, &compute, limits = profile.audio](Progress& progress) {
            return audio::check_sweep(sound, compute, limits, progress);
          }};
}

Probe audio_rub_buzz(Sound& sound, Compute& compute, const Profile& profile) {
  return {"audio.rub_buzz",
          "Rub and buzz, at listening level",
          audio::sweep_deadline(profile.audio),
          {.seconds = 4, .audible = true, .interrupts_playback = true},
          Hardware::audio,
          [&sound, &compute, limits = profile.audio](Progress& progress) {
            return audio::check_rub_buzz(sound, compute, limits, progress);
          }};
}

}  // namespace

std::vector<Probe> audio_probes(const Board& board, const Profile& profile) {
  return {audio_electrical(board.sound, profile),
          audio_passive(board.sound, board.compute, profile),
          audio_sweep(board.sound, board.compute, profile),
          audio_rub_buzz(board.sound, board.compute, profile)};
}

}  // namespace soundcheck
