#include "probes/audio/sweep.hpp"

#include <cmath>

#include "probes/audio/audio_codes.hpp"
#include "probes/audio/mixer_verdict.hpp"
#include "probes/audio/stored_baseline.hpp"
#include "probes/audio/sweep_runs.hpp"
#include "probes/audio/sweep_verdict.hpp"

namespace soundcheck::audio {

namespace {

dsp::SweepPlan plan_of(const Profile::Audio& settings, double level_dbfs) {
  dsp::SweepPlan plan;
  plan.rate_hz = static_cast<double>(settings.rate_hz);
  plan.seconds = settings.sweep_seconds;
  plan.level_dbfs = level_dbfs;
  return plan;
}

SweepJob job_at(const Profile::Audio& settings, double level_dbfs) {
  SweepJob job;
  job.settings = settings;
  job.plan = plan_of(settings, level_dbfs);
  job.limits.thd_percent = settings.max_thd_percent;
  return job;
}

Result<SweepJob> sweep_job(const Profile::Audio& settings) {
  auto baseline = stored_baseline(settings);
  if (!baseline)
    return baseline.error();
  auto job = job_at(settings, settings.sweep_dbfs);
  // Only what was played alike can be compared.
  if (*baseline)
    job.plan = (*baseline)->plan;
  job.baseline = std::move(*baseline);
  return job;
}

bool is_far_too_soft(const Loudness& loudness, const AudioLimits& limits) {
  return loudness.missing_db > 0 &&
         loudness.gain_db + loudness.missing_db > -limits.volume_low_db;
}

Task<Verdict> play_unless_silenced(Sound& sound,
                                   Compute& compute,
                                   SweepJob job,
                                   std::vector<Code> codes,
                                   Progress& progress) {
  progress.report(0, "reading the mixer");
  // A board may well have no mixer; the sweep tells more than it could.
  const auto mixer = co_await sound.mixer();
  if (!mixer && mixer.error().code == Errc::cancelled)
    co_return mixer.error();
  if (mixer && is_silenced(*mixer))
    co_return not_played(*mixer, codes);
  const bool has_baseline = job.baseline.has_value();
  if (has_baseline) {
    const auto volume = mixer ? mixer->playback_volume_db : std::nullopt;
    job.loudness = loudness_of(*job.baseline, volume);
    if (is_far_too_soft(job.loudness, job.limits))
      co_return too_soft(*mixer, job.loudness, codes);
  }
  auto runs = co_await run_sweeps(sound, compute, std::move(job), progress);
  if (!runs)
    co_return runs.error();
  progress.report(1, "judging");
  if (runs->analysis.reason == "baseline")
    co_return Error(Errc::parse,
                    "the baseline does not fit: " + runs->analysis.explanation);
  co_return judge_sweep(*runs, codes, has_baseline);
}

}  // namespace

Task<Verdict> check_sweep(Sound& sound,
                          Compute& compute,
                          Profile::Audio settings,
                          Progress& progress) {
  auto job = sweep_job(settings);
  if (!job)
    co_return job.error();
  co_return co_await play_unless_silenced(sound, compute, std::move(*job),
                                          sweep_codes, progress);
}

Task<Verdict> check_rub_buzz(Sound& sound,
                             Compute& compute,
                             Profile::Audio settings,
                             Progress& progress) {
  auto job = job_at(settings, settings.rub_buzz_dbfs);
  auto verdict = co_await play_unless_silenced(sound, compute, std::move(job),
                                               rub_buzz_codes, progress);
  // The sweep of the self-test answers for "audio.rub_buzz".
  if (verdict) {
    for (auto& finding : verdict->findings)
      finding.id += "_loud";
  }
  co_return verdict;
}

std::chrono::milliseconds sweep_deadline(const Profile::Audio& settings) {
  const double seconds = longest_seconds(plan_of(settings, 0));
  // The analysis takes a tenth of a second, on slow boards some seconds.
  return std::chrono::milliseconds(std::lround(1000 * seconds)) +
         std::chrono::seconds(30);
}

}  // namespace soundcheck::audio
