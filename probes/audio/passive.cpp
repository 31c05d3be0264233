#include "probes/audio/passive.hpp"

#include <algorithm>
#include <cmath>

#include "probes/audio/analysis/playback.hpp"
#include "probes/audio/analysis/quiet_listen.hpp"
#include "probes/audio/audio_codes.hpp"
#include "probes/audio/mixer_verdict.hpp"
#include "probes/audio/stored_baseline.hpp"
#include "probes/audio/sweep_verdict.hpp"
#include "probes/findings.hpp"

namespace soundcheck::audio {

namespace {

constexpr double first_listen_s = 0.5, listen_s = 5;

/// Other probes answer for the same symptoms by the plain name.
Verdict as_passive(Verdict verdict) {
  for (auto& finding : verdict.findings)
    finding.id += "_passive";
  return verdict;
}

class Listener {
 public:
  Listener(Sound& sound,
           Compute& compute,
           Profile::Audio settings,
           Progress& progress)
      : sound_(sound),
        compute_(compute),
        settings_(std::move(settings)),
        progress_(progress) {}

  Task<Verdict> run();

 private:
  Task<Recording> listen(double from, double to, double seconds);
  Task<Analysis> analyse(Recording recording, const Result<MixerState>& before);
  void make_as_loud(PlaybackCapture& capture,
                    const Result<MixerState>& before,
                    const Result<MixerState>& after) const;

  Sound& sound_;
  Compute& compute_;
  Profile::Audio settings_;
  Progress& progress_;
  std::optional<Baseline> baseline_;
};

Task<Recording> Listener::listen(double from, double to, double seconds) {
  SoundRequest request;
  request.rate_hz = static_cast<unsigned>(settings_.rate_hz);
  request.microphones = static_cast<unsigned>(settings_.microphones);
  request.record_seconds = seconds;
  request.on_progress = [this, from, to](double share) {
    progress_.report(from + share * (to - from), "listening to the playback");
  };
  auto recording = co_await sound_.play_and_record(std::move(request));
  if (!recording)
    co_return recording.error().during("listening to the playback");
  if (recording->microphones.empty())
    co_return Error(Errc::unsupported, "the device has no microphone");
  if (recording->playback.empty())
    co_return Error(Errc::unsupported,
                    "no channel of the recording carries what is played");
  if (recording->capture_xruns > 0)
    co_return Error(Errc::io, "samples were lost while listening");
  co_return recording;
}

/// The channel has the samples before the mixer's volume; the baseline knows
/// at which volume it was learnt.
void Listener::make_as_loud(PlaybackCapture& capture,
                            const Result<MixerState>& before,
                            const Result<MixerState>& after) const {
  const auto now = before ? before->playback_volume_db : std::nullopt;
  const auto later = after ? after->playback_volume_db : std::nullopt;
  const auto then = baseline_ ? baseline_->volume_gain_db : std::nullopt;
  capture.level_known = now == later && now.has_value() == then.has_value();
  if (!capture.level_known || !now)
    return;
  const auto gain = static_cast<float>(std::pow(10, (*now - *then) / 20));
  for (auto& sample : capture.played)
    sample *= gain;
}

Task<Analysis> Listener::analyse(Recording recording,
                                 const Result<MixerState>& before) {
  PlaybackCapture capture;
  capture.rate_hz = recording.rate_hz;
  capture.played = std::move(recording.playback);
  capture.microphones = std::move(recording.microphones);
  make_as_loud(capture, before, co_await sound_.mixer());
  Analysis analysis;
  const std::function<void()> work = [&] {
    analysis = analyse_playback(capture, baseline_ ? &*baseline_ : nullptr,
                                AudioLimits{});
  };
  if (const auto done = co_await compute_.run(work); !done)
    co_return done.error();
  co_return analysis;
}

Task<Verdict> Listener::run() {
  auto stored = stored_baseline(settings_);
  if (!stored)
    co_return stored.error();
  baseline_ = std::move(*stored);
  progress_.report(0, "reading the mixer");
  const auto mixer = co_await sound_.mixer();
  if (!mixer && mixer.error().code == Errc::cancelled)
    co_return mixer.error();
  if (mixer && is_silenced(*mixer))
    co_return not_played(*mixer, passive_codes);
  const auto first = co_await listen(0.05, 0.15, first_listen_s);
  if (!first)
    co_return first.error();
  if (level_dbfs(first->playback) < least_playback_dbfs)
    co_return not_judged(passive_codes, "nothing is playing");
  auto heard = co_await listen(0.15, 0.9, listen_s);
  if (!heard)
    co_return heard.error();
  progress_.report(0.9, "judging");
  auto analysis = co_await analyse(std::move(*heard), mixer);
  if (!analysis)
    co_return analysis.error();
  if (analysis->reason == "baseline")
    co_return Error(Errc::parse,
                    "the baseline does not fit: " + analysis->explanation);
  co_return judge_analysis(*analysis, passive_codes, baseline_.has_value());
}

}  // namespace

Task<Verdict> check_passive(Sound& sound,
                            Compute& compute,
                            Profile::Audio settings,
                            Progress& progress) {
  if (settings.playback_channel == 0)
    co_return Error(Errc::unsupported,
                    "the profile names no recorded channel that carries what "
                    "is played (audio.playback_channel)");
  Listener listener(sound, compute, std::move(settings), progress);
  auto verdict = co_await listener.run();
  if (!verdict)
    co_return verdict.error();
  co_return as_passive(std::move(*verdict));
}

}  // namespace soundcheck::audio
