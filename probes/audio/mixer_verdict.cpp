#include "probes/audio/mixer_verdict.hpp"

#include "probes/findings.hpp"

namespace soundcheck::audio {

namespace {

std::optional<bool> is_off(const MixerState& mixer) {
  if (!mixer.playback_switch_on)
    return std::nullopt;
  return !*mixer.playback_switch_on;
}

std::optional<bool> is_at_zero(const MixerState& mixer) {
  if (!mixer.playback_volume_percent)
    return std::nullopt;
  return *mixer.playback_volume_percent <= 0;
}

Finding finding(std::string id,
                std::optional<bool> present,
                const MixerState& mixer) {
  if (!present)
    return unknown_finding(std::move(id),
                           "\"" + mixer.control + "\" has no such control");
  return judged(std::move(id), *present, describe(mixer));
}

}  // namespace

bool is_silenced(const MixerState& mixer) {
  return is_off(mixer).value_or(false) || is_at_zero(mixer).value_or(false);
}

std::string describe(const MixerState& mixer) {
  std::string text = "\"" + mixer.control + "\"";
  if (mixer.playback_switch_on)
    text += *mixer.playback_switch_on ? " is on" : " is off";
  if (mixer.playback_volume_percent)
    text += ", " + decimal(*mixer.playback_volume_percent, 0) + " %";
  if (mixer.playback_volume_db)
    text += ", " + decimal(*mixer.playback_volume_db) + " dB";
  return text;
}

std::vector<Finding> mixer_findings(const Result<MixerState>& mixer) {
  if (!mixer)
    return {unknown_finding("audio.playback_off", mixer.error().what),
            unknown_finding("audio.volume_zero", mixer.error().what)};
  return {finding("audio.playback_off", is_off(*mixer), *mixer),
          finding("audio.volume_zero", is_at_zero(*mixer), *mixer)};
}

void add_mixer_numbers(const MixerState& mixer, std::vector<Measurement>& out) {
  if (mixer.playback_volume_percent)
    out.push_back({"volume", *mixer.playback_volume_percent, "%"});
  if (mixer.playback_volume_db)
    out.push_back({"volume_gain", *mixer.playback_volume_db, "dB"});
}

}  // namespace soundcheck::audio
