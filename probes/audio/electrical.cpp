#include "probes/audio/electrical.hpp"

#include "probes/audio/analysis/listen.hpp"
#include "probes/audio/audio_codes.hpp"
#include "probes/audio/mixer_verdict.hpp"
#include "probes/audio/recording_run.hpp"
#include "probes/audio/sweep_verdict.hpp"
#include "probes/findings.hpp"

namespace soundcheck::audio {

namespace {

constexpr double listen_seconds = 1.0;

/// A device of one or two microphones has no array to compare one with, and
/// not every mixer has a switch and a volume.
const std::vector<std::string> may_be_unknown = {
    "audio.playback_off", "audio.volume_zero", "audio.mic_noisy"};

SoundRequest silent_request(const Profile::Audio& settings,
                            Progress& progress) {
  SoundRequest request;
  request.rate_hz = static_cast<unsigned>(settings.rate_hz);
  request.microphones = static_cast<unsigned>(settings.microphones);
  request.record_seconds = listen_seconds;
  request.on_progress = [&progress](double share) {
    progress.report(0.1 + 0.8 * share, "listening");
  };
  return request;
}

/// The profile names a device that the kernel does not have.
Verdict card_missing(const SoundDevices& devices) {
  std::string what = "the profile's ";
  if (devices.playback_missing)
    what += "playback device";
  if (devices.playback_missing && devices.capture_missing)
    what += " and ";
  if (devices.capture_missing)
    what += "capture device";
  what += devices.playback_missing && devices.capture_missing ? " are" : " is";
  what += " not there";
  auto verdict = not_judged(electrical_codes, what);
  verdict.outcome = Outcome::failed;
  verdict.findings.insert(verdict.findings.begin(),
                          judged("audio.card_missing", true, what));
  for (const auto* id : {"audio.playback_off", "audio.volume_zero"})
    verdict.findings.push_back(unknown_finding(id, what));
  return verdict;
}

Verdict judge(const Result<MixerState>& mixer,
              const SweepRun& listen,
              const Profile::Audio& settings) {
  const auto analysis = analyse_listen(
      listen, static_cast<double>(settings.rate_hz), nullptr, AudioLimits{});
  Verdict verdict{};
  verdict.findings = mixer_findings(mixer);
  verdict.findings.insert(
      verdict.findings.begin(),
      judged("audio.card_missing", false, "the devices can be opened"));
  for (auto& finding : findings_of(analysis, electrical_codes))
    verdict.findings.push_back(std::move(finding));
  if (mixer)
    add_mixer_numbers(*mixer, verdict.measurements);
  verdict.measurements.insert(verdict.measurements.end(),
                              analysis.measurements.begin(),
                              analysis.measurements.end());
  verdict.outcome = outcome_of(verdict.findings, may_be_unknown);
  if (verdict.outcome == Outcome::failed)
    verdict.summary = evidence_of(verdict.findings, Presence::present);
  else if (verdict.outcome == Outcome::inconclusive)
    verdict.summary =
        "could not tell: " + evidence_of(verdict.findings, Presence::unknown);
  else
    verdict.summary = std::to_string(listen.microphones.size()) +
                      " microphones listen, the mixer is open";
  return verdict;
}

}  // namespace

Task<Verdict> check_electrical(Sound& sound,
                               Profile::Audio settings,
                               Progress& progress) {
  progress.report(0, "looking for the sound card");
  const auto devices = co_await sound.devices();
  if (!devices)
    co_return devices.error();
  if (devices->playback_missing || devices->capture_missing)
    co_return card_missing(*devices);
  progress.report(0.05, "reading the mixer");
  const auto mixer = co_await sound.mixer();
  if (!mixer && mixer.error().code == Errc::cancelled)
    co_return mixer.error();
  progress.report(0.1, "listening");
  auto request = silent_request(settings, progress);
  auto recording = co_await sound.play_and_record(std::move(request));
  if (!recording)
    co_return recording.error().during("listening");
  if (recording->microphones.empty())
    co_return Error(Errc::unsupported, "the device has no microphone");
  progress.report(0.95, "judging");
  const auto listen = run_of(std::move(*recording));
  if (listen.xruns > 0)
    co_return Error(Errc::io, "samples were lost while listening");
  co_return judge(mixer, listen, settings);
}

}  // namespace soundcheck::audio
