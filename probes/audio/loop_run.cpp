#include "probes/audio/loop_run.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <span>

#include "probes/audio/dsp/stimulus.hpp"

namespace soundcheck::audio {

namespace {

constexpr double fade_s = 0.02;
/// Codes at the converter's ends that a healthy recording may have.
constexpr std::size_t harmless_full_scale_samples = 10;

std::span<const float> cut(const std::vector<float>& samples,
                           double rate_hz,
                           double from_s,
                           double to_s) {
  const auto index = [&samples, rate_hz](double time_s) {
    const auto n = static_cast<std::size_t>(std::lround(time_s * rate_hz));
    return std::min(n, samples.size());
  };
  const auto begin = index(from_s);
  return std::span(samples).subspan(begin, index(to_s) - begin);
}

}  // namespace

LoopTimes::LoopTimes(const Profile::Audio& limits)
    : tone_from(tone_starts + std::min(0.2, limits.tone_seconds / 3)),
      tone_to(tone_starts + limits.tone_seconds - fade_s),
      record(tone_starts + limits.tone_seconds + 0.1) {}

SoundRequest loop_request(const Profile::Audio& limits) {
  const LoopTimes times(limits);
  dsp::ToneBurst burst;
  burst.rate_hz = static_cast<unsigned>(limits.rate_hz);
  burst.frequency_hz = limits.tone_hz;
  burst.level_dbfs = limits.tone_dbfs;
  burst.silence_before_s = times.tone_starts;
  burst.tone_s = limits.tone_seconds;
  burst.fade_s = fade_s;
  SoundRequest request;
  request.rate_hz = burst.rate_hz;
  request.microphones = static_cast<unsigned>(limits.microphones);
  request.stimulus = dsp::make_tone_burst(burst);
  request.record_seconds = times.record;
  return request;
}

std::vector<MicrophoneRun> measure_run(const Recording& recording,
                                       const Profile::Audio& limits) {
  const LoopTimes times(limits);
  const double rate_hz = recording.rate_hz;
  std::vector<MicrophoneRun> run;
  for (std::size_t m = 0; m < recording.microphones.size(); ++m) {
    const auto& samples = recording.microphones[m];
    MicrophoneRun microphone;
    microphone.noise = dsp::measure_noise(
        cut(samples, rate_hz, times.noise_from, times.tone_starts));
    microphone.tone =
        dsp::measure_tone(cut(samples, rate_hz, times.tone_from, times.tone_to),
                          rate_hz, limits.tone_hz);
    if (m < recording.full_scale_samples.size())
      microphone.full_scale_samples = recording.full_scale_samples[m];
    run.push_back(microphone);
  }
  return run;
}

std::optional<Distortion> distortion(const std::vector<MicrophoneRun>& run) {
  std::vector<std::pair<double, double>> all;
  for (const auto& [noise, tone, full_scale] : run) {
    // An overloaded converter distorts by itself.
    if (tone && tone->detected() && full_scale <= harmless_full_scale_samples)
      all.emplace_back(tone->thd_percent, tone->thd_sigma_percent);
  }
  if (all.empty())
    return std::nullopt;
  std::ranges::sort(all);
  const auto& [thd, sigma] = all[(all.size() - 1) / 2];
  return Distortion{thd, sigma};
}

std::string microphone_list(const std::vector<std::size_t>& indices) {
  std::string list;
  for (std::size_t i = 0; i < indices.size(); ++i) {
    if (i > 0)
      list += i + 1 == indices.size() ? " and " : ", ";
    list += std::to_string(indices[i] + 1);
  }
  return list;
}

double median(std::vector<double> values) {
  assert(!values.empty());
  std::ranges::sort(values);
  return values[(values.size() - 1) / 2];
}

}  // namespace soundcheck::audio
