#pragma once

#include <vector>

#include "probes/audio/analysis/symptom.hpp"

namespace soundcheck::audio {

// Which probe answers for which rows of the dictionary. `audio.rub_buzz` looks
// again, at listening level, for what the sweep of the self-test may miss.

inline const std::vector<Code> electrical_codes = {
    Code::mic_dead_digital, Code::mic_stuck_bits, Code::mic_dc, Code::mic_noisy,
    Code::hum};

inline const std::vector<Code> sweep_codes = {
    Code::clip_in,       Code::no_output,        Code::wrong_rate,
    Code::dropout,       Code::clock_drift,      Code::latency,
    Code::volume_low,    Code::speaker_hf_loss,  Code::speaker_lf_loss,
    Code::speaker_level, Code::speaker_polarity, Code::mic_dead_analog,
    Code::mic_blocked,   Code::mic_gain,         Code::mic_polarity,
    Code::mic_swap,      Code::amp_clip,         Code::speaker_thd,
    Code::rub_buzz};

/// What ordinary playback can tell.
inline const std::vector<Code> passive_codes = {
    Code::no_output,       Code::volume_low,    Code::speaker_hf_loss,
    Code::speaker_lf_loss, Code::speaker_level, Code::speaker_polarity,
    Code::mic_dead_analog, Code::mic_blocked,   Code::mic_gain,
    Code::mic_polarity,    Code::mic_swap};

inline const std::vector<Code> rub_buzz_codes = {Code::rub_buzz};

}  // namespace soundcheck::audio
