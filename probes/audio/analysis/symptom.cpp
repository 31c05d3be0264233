#include "probes/audio/analysis/symptom.hpp"

#include <array>

namespace soundcheck::audio {

namespace {

constexpr std::array<std::string_view, code_count> ids = {
    "audio.mic_dead_digital", "audio.mic_stuck_bits",   "audio.mic_dc",
    "audio.clip_in",          "audio.no_output",        "audio.wrong_rate",
    "audio.dropout",          "audio.clock_drift",      "audio.latency",
    "audio.volume_low",       "audio.speaker_hf_loss",  "audio.speaker_lf_loss",
    "audio.speaker_level",    "audio.speaker_polarity", "audio.mic_dead_analog",
    "audio.mic_blocked",      "audio.mic_gain",         "audio.mic_polarity",
    "audio.mic_swap",         "audio.mic_noisy",        "audio.hum",
    "audio.amp_clip",         "audio.speaker_thd",      "audio.rub_buzz"};

}  // namespace

std::string_view id_of(Code code) {
  return ids[static_cast<std::size_t>(code)];
}

std::vector<std::string> one_of(Code code, std::size_t microphones) {
  const bool alone = microphones == 1;
  switch (code) {
    case Code::no_output:
      return {"amplifier", "cable", "loudspeaker", "mute"};
    case Code::volume_low:
      return {"amplifier", "loudspeaker", "volume"};
    case Code::speaker_level:
      return alone ? std::vector<std::string>{"loudspeaker", "microphone"}
                   : std::vector<std::string>{"amplifier", "loudspeaker"};
    case Code::speaker_hf_loss:
      return alone ? std::vector<std::string>{"loudspeaker", "microphone port"}
                   : std::vector<std::string>{"loudspeaker",
                                              "all microphone ports"};
    case Code::speaker_polarity:
      return {"loudspeaker", alone ? "microphone" : "all microphones"};
    case Code::wrong_rate:
      return {"playback rate", "recording rate"};
    case Code::amp_clip:
      return {"amplifier", "digital gain"};
    case Code::rub_buzz:
      return {"voice coil", "loose part"};
    case Code::hum:
      return {"power supply", "hum in the room"};
    default:
      return {};
  }
}

}  // namespace soundcheck::audio
