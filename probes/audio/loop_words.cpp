#include "probes/audio/loop_words.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace soundcheck::audio {

namespace {

/// Evidence has 200 bytes; eight microphones at full length would not fit.
constexpr std::size_t most_told = 4;

std::optional<double> median_frequency_hz(
    const std::vector<MicrophoneRun>& run) {
  std::vector<double> all;
  for (const auto& microphone : run) {
    if (microphone.tone && microphone.tone->detected())
      all.push_back(microphone.tone->frequency_hz);
  }
  if (all.empty())
    return std::nullopt;
  return median(std::move(all));
}

void add_microphone(std::size_t m,
                    const MicrophoneRun& microphone,
                    std::vector<Measurement>& out) {
  const auto name = "mic" + std::to_string(m + 1);
  if (const auto& tone = microphone.tone) {
    // Without a tone the level is that of the noise: no sigma to state.
    const auto sigma =
        tone->detected() ? std::optional(tone->level_sigma_db) : std::nullopt;
    out.push_back({name + "_level", tone->level_dbfs, "dBFS", sigma});
  }
  if (const auto& noise = microphone.noise)
    out.push_back({name + "_noise", noise->level_dbfs, "dBFS"});
  if (microphone.full_scale_samples > 0) {
    out.push_back({name + "_full_scale",
                   static_cast<double>(microphone.full_scale_samples),
                   "count"});
  }
}

void add_mixer(const MixerState& mixer, std::vector<Measurement>& out) {
  if (mixer.playback_volume_percent)
    out.push_back({"volume", *mixer.playback_volume_percent, "%"});
  if (mixer.playback_volume_db)
    out.push_back({"volume_gain", *mixer.playback_volume_db, "dB"});
}

void add_tone(const std::vector<MicrophoneRun>& run,
              std::optional<double> level_dbfs,
              std::vector<Measurement>& out) {
  if (level_dbfs)
    out.push_back({"tone_level", *level_dbfs, "dBFS"});
  if (const auto found = distortion(run))
    out.push_back({"thd", found->thd_percent, "%", found->sigma_percent});
  std::vector<double> thd_n;
  double dc = 0;
  for (const auto& [noise, tone, full_scale] : run) {
    if (tone && std::abs(tone->dc) > std::abs(dc))
      dc = tone->dc;
    if (tone && tone->detected())
      thd_n.push_back(tone->thd_n_percent);
  }
  if (!thd_n.empty())
    out.push_back({"thd_n", median(std::move(thd_n)), "%"});
  if (const auto frequency = median_frequency_hz(run))
    out.push_back({"tone_frequency", *frequency, "Hz"});
  if (!run.empty())
    out.push_back({"largest_dc", 100 * dc, "% FS"});
}

/// What is wrong, in words for whoever has the speaker at hand.
std::string sentence(const Finding& finding,
                     const std::vector<std::size_t>& silent) {
  if (finding.id == "audio.playback_off")
    return "playback is switched off: " + finding.evidence;
  if (finding.id == "audio.volume_zero")
    return "the volume is at zero: " + finding.evidence;
  if (finding.id == "audio.no_output")
    return "no microphone hears the tone";
  if (finding.id == "audio.mic_silent") {
    return (silent.size() > 1 ? "microphones " : "microphone ") +
           microphone_list(silent) + (silent.size() > 1 ? " do" : " does") +
           " not hear the tone";
  }
  if (finding.id == "audio.distorted")
    return "the tone is distorted: " + finding.evidence;
  if (finding.id == "audio.level_off")
    return "the tone has the wrong level: " + finding.evidence;
  return "it is too noisy to be sure: " + finding.evidence;
}

}  // namespace

std::string fixed(double value, int digits) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", digits, value);
  return text;
}

std::string describe(const MixerState& mixer) {
  std::string text = "\"" + mixer.control + "\"";
  if (mixer.playback_switch_on)
    text += *mixer.playback_switch_on ? " is on" : " is off";
  if (mixer.playback_volume_percent)
    text += ", " + fixed(*mixer.playback_volume_percent, 0) + " %";
  if (mixer.playback_volume_db)
    text += ", " + fixed(*mixer.playback_volume_db, 1) + " dB";
  return text;
}

std::string levels(const std::vector<MicrophoneRun>& run,
                   const std::vector<std::size_t>& microphones) {
  std::string text;
  const auto told = std::min(microphones.size(), most_told);
  for (std::size_t i = 0; i < told; ++i) {
    const auto m = microphones[i];
    text += (i > 0 ? ", microphone " : "microphone ") + std::to_string(m + 1);
    if (run[m].noise && run[m].noise->constant)
      text += " digitally silent";
    else
      text += " at " + fixed(run[m].tone->level_dbfs, 1) + " dBFS";
  }
  if (told < microphones.size())
    text += ", and " + std::to_string(microphones.size() - told) + " more";
  return text;
}

std::vector<Measurement> measurements(const LoopEvidence& evidence,
                                      std::optional<double> level_dbfs) {
  std::vector<Measurement> out;
  if (evidence.mixer)
    add_mixer(*evidence.mixer, out);
  if (!evidence.runs.empty()) {
    const auto& run = evidence.runs.back();
    add_tone(run, level_dbfs, out);
    for (std::size_t m = 0; m < run.size(); ++m)
      add_microphone(m, run[m], out);
  }
  out.push_back({"playback_xruns", static_cast<double>(evidence.playback_xruns),
                 "count"});
  out.push_back(
      {"capture_xruns", static_cast<double>(evidence.capture_xruns), "count"});
  return out;
}

std::string summarise(const std::vector<Finding>& findings,
                      const std::vector<std::size_t>& heard,
                      const std::vector<std::size_t>& silent,
                      std::optional<double> level_dbfs) {
  const auto first = [&findings](Presence presence) {
    return std::ranges::find(findings, presence, &Finding::presence);
  };
  if (const auto wrong = first(Presence::present); wrong != findings.end())
    return sentence(*wrong, silent);
  if (const auto open = first(Presence::unknown); open != findings.end())
    return "could not tell: " + open->evidence;
  return (heard.size() == 1
              ? "the microphone hears"
              : "all " + std::to_string(heard.size()) + " microphones hear") +
         std::string(" the tone at ") + fixed(level_dbfs.value_or(0), 1) +
         " dBFS";
}

}  // namespace soundcheck::audio
