#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "probes/probe.hpp"

namespace soundcheck::audio {

/// The dictionary of the audio path, in order of precedence: what stands
/// earlier explains what stands later, so the first that is present is the
/// root. Ids are those of findings and of the knowledge base.
enum class Code {
  mic_dead_digital,
  mic_stuck_bits,
  mic_dc,
  clip_in,
  no_output,
  wrong_rate,
  dropout,
  clock_drift,
  latency,
  volume_low,
  speaker_hf_loss,
  speaker_lf_loss,
  speaker_level,
  speaker_polarity,
  mic_dead_analog,
  mic_blocked,
  mic_gain,
  mic_polarity,
  mic_swap,
  mic_noisy,
  hum,
  amp_clip,
  speaker_thd,
  rub_buzz,
};
constexpr std::size_t code_count = 24;

std::string_view id_of(Code code);  ///< "audio.no_output"

/// What a loop test cannot tell from this: ids of parts or faults, or empty.
std::vector<std::string> one_of(Code code, std::size_t microphones);

/// One symptom of the dictionary as it was judged, of one microphone or, with
/// none, of all together.
struct Symptom {
  Code code;
  Presence presence = Presence::unknown;
  std::optional<std::size_t> microphone = std::nullopt;
  std::string evidence;
};

}  // namespace soundcheck::audio
