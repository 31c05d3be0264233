#include "probes/audio/loop.hpp"

#include "probes/audio/loop_verdict.hpp"

namespace soundcheck::audio {

namespace {

constexpr int most_runs = 3;
constexpr int most_spoiled_runs = 2;
/// A distortion is believed when so many runs show it.
constexpr std::size_t runs_to_confirm = 2;

/// The first run is usually the only one, so it gets most of the bar.
double fraction_at(int run) {
  constexpr double at[] = {0.05, 0.75, 0.85, 0.95};
  return at[run];
}

std::string_view step_name(int run) {
  return run == 0 ? "playing the test tone" : "playing the test tone again";
}

Task<Recording> record(Sound& sound,
                       Profile::Audio limits,
                       int run,
                       Progress& progress) {
  progress.report(fraction_at(run), step_name(run));
  auto request = loop_request(limits);
  request.on_progress = [run, &progress](double share) {
    const double from = fraction_at(run);
    progress.report(from + share * (fraction_at(run + 1) - from),
                    step_name(run));
  };
  co_return co_await sound.play_and_record(std::move(request));
}

/// Runs until one is clean, or two are if the first shows a distortion.
Task<void> play(Sound& sound,
                Profile::Audio limits,
                Progress& progress,
                LoopEvidence& evidence) {
  int spoiled = 0;
  for (int run = 0; run < most_runs && spoiled < most_spoiled_runs; ++run) {
    const auto recording = co_await record(sound, limits, run, progress);
    if (!recording)
      co_return recording.error().during("playing the test tone");
    evidence.playback_xruns += recording->playback_xruns;
    evidence.capture_xruns += recording->capture_xruns;
    if (recording->playback_xruns + recording->capture_xruns > 0) {
      ++spoiled;
      continue;
    }
    evidence.runs.push_back(measure_run(*recording, limits));
    if (evidence.runs.size() == runs_to_confirm ||
        !looks_distorted(evidence.runs.back(), limits)) {
      break;
    }
  }
  co_return Result<void>();
}

}  // namespace

Task<Verdict> check_loop(Sound& sound,
                         Profile::Audio limits,
                         Progress& progress) {
  LoopEvidence evidence;
  progress.report(0, "reading the mixer");
  const auto mixer = co_await sound.mixer();
  if (mixer) {
    evidence.mixer = *mixer;
  } else if (mixer.error().code == Errc::cancelled) {
    co_return mixer.error();
  } else {
    // A board may well have no mixer; the tone tells more than it could.
    evidence.mixer_problem = mixer.error().what;
  }
  const bool off = mixer && (is_off(*mixer) || is_at_zero(*mixer));
  if (!off) {
    const auto played = co_await play(sound, limits, progress, evidence);
    if (!played)
      co_return played.error();
  }
  progress.report(1, "judging");
  co_return judge_loop(evidence, limits);
}

}  // namespace soundcheck::audio
