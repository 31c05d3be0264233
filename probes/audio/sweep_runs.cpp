#include "probes/audio/sweep_runs.hpp"

#include <algorithm>
#include <cmath>

#include "probes/audio/analysis/listen.hpp"
#include "probes/audio/analysis/quiet_listen.hpp"
#include "probes/audio/dsp/median.hpp"
#include "probes/audio/recording_run.hpp"

namespace soundcheck::audio {

namespace {

constexpr unsigned most_runs = 4;
constexpr double listen_seconds = 0.5;
/// Below, no third octave could be judged: the sweep would annoy in vain.
constexpr double hopeless_snr_db = 14;
/// A voice is given so long to end before the sweep is played again.
constexpr unsigned most_waits = 10;  // listens
constexpr double quiet_again_db = 3;
/// A busy processor starts loudspeaker and microphones apart; 5 ms are a fault,
/// so less than half of that may be uncertain.
constexpr double most_start_spread_s = 0.002;

/// The first run is usually the only one, so it gets most of the bar.
double fraction_at(unsigned run) {
  constexpr double at[] = {0.2, 0.75, 0.85, 0.92, 0.98};
  return at[run];
}

class Runs {
 public:
  Runs(Sound& sound, Compute& compute, SweepJob job, Progress& progress)
      : sound_(sound),
        compute_(compute),
        job_(std::move(job)),
        progress_(progress),
        sweep_(job_.plan) {
    capture_.plan = job_.plan;
    capture_.level_known = job_.loudness.known;
  }

  Task<SweepRuns> run();

 private:
  SoundRequest request(std::vector<float> stimulus, double seconds) const;
  std::vector<float> samples() const;
  Task<void> listen();
  Task<void> wait_for_quiet();
  Task<void> predict();
  Task<void> play(unsigned run);
  Task<void> analyse_all();
  const Baseline* baseline() const {
    return job_.baseline ? &*job_.baseline : nullptr;
  }
  double loudness_of_quiet() const;
  bool is_hopeless() const { return out_.predicted_snr_db < hopeless_snr_db; }
  bool wants_more() const;

  Sound& sound_;
  Compute& compute_;
  SweepJob job_;
  Progress& progress_;
  dsp::Sweep sweep_;
  Capture capture_;
  SweepRun quiet_;
  double quietest_dbfs_ = 0;  ///< of all listens
  SweepRuns out_;
};

SoundRequest Runs::request(std::vector<float> stimulus, double seconds) const {
  SoundRequest request;
  request.rate_hz = static_cast<unsigned>(job_.plan.rate_hz);
  request.microphones = static_cast<unsigned>(job_.settings.microphones);
  request.stimulus = std::move(stimulus);
  request.record_seconds = seconds;
  return request;
}

std::vector<float> Runs::samples() const {
  auto samples = sweep_.samples();
  const auto gain =
      static_cast<float>(std::pow(10, job_.loudness.gain_db / 20));
  for (auto& sample : samples)
    sample *= gain;
  return samples;
}

Task<void> Runs::listen() {
  auto silent = request({}, listen_seconds);
  auto heard = co_await sound_.play_and_record(std::move(silent));
  if (!heard)
    co_return heard.error().during("listening to the room");
  if (heard->microphones.empty())
    co_return Error(Errc::unsupported, "the device has no microphone");
  quiet_ = run_of(std::move(*heard));
  out_.xruns += quiet_.xruns;
  capture_.quiet.clear();
  // What was cut short tells less than nothing.
  if (quiet_.xruns == 0) {
    capture_.quiet = quiet_.microphones;
    quietest_dbfs_ = std::min(quietest_dbfs_, loudness_of_quiet());
  }
  co_return Result<void>();
}

double Runs::loudness_of_quiet() const {
  std::vector<double> levels;
  for (const auto& samples : capture_.quiet)
    levels.push_back(level_dbfs(samples));
  return dsp::median(std::move(levels));
}

/// Whoever spoke may have finished: listens until it is as quiet as it was. If
/// not, the room as it was is what the next run is compared with.
Task<void> Runs::wait_for_quiet() {
  auto before = std::move(capture_.quiet);
  for (unsigned i = 0; i < most_waits; ++i) {
    if (const auto done = co_await listen(); !done)
      co_return done.error();
    if (!capture_.quiet.empty() &&
        loudness_of_quiet() < quietest_dbfs_ + quiet_again_db)
      co_return Result<void>();
  }
  capture_.quiet = std::move(before);
  co_return Result<void>();
}

Task<void> Runs::predict() {
  if (capture_.quiet.empty()) {
    out_.predicted_snr_db = std::nan("");
    co_return Result<void>();
  }
  const std::function<void()> work = [this] {
    out_.predicted_snr_db =
        predict_snr_db(job_.plan, quiet_, baseline(), job_.limits);
  };
  co_return co_await compute_.run(work);
}

Task<void> Runs::play(unsigned run) {
  const auto* const step = run == 0 ? "playing the sweep" : "playing it again";
  progress_.report(fraction_at(run), step);
  const double seconds =
      static_cast<double>(sweep_.recorded()) / job_.plan.rate_hz;
  auto loud = request(samples(), seconds);
  loud.on_progress = [this, run, step](double share) {
    const double from = fraction_at(run);
    progress_.report(from + share * (fraction_at(run + 1) - from), step);
  };
  auto heard = co_await sound_.play_and_record(std::move(loud));
  if (!heard)
    co_return heard.error().during("playing the sweep");
  ++out_.played;
  if (heard->start_spread_s > most_start_spread_s)
    capture_.latency_known = false;
  auto one = run_of(std::move(*heard));
  out_.xruns += one.xruns;
  // It ended at the xrun, so it is too short to be looked at.
  if (one.xruns == 0)
    capture_.runs.push_back(std::move(one));
  co_return Result<void>();
}

Task<void> Runs::analyse_all() {
  if (capture_.runs.empty()) {
    out_.analysis = {};
    out_.analysis.reason = "xrun";
    out_.analysis.explanation = "samples were lost in every run";
    co_return Result<void>();
  }
  const std::function<void()> work = [this] {
    out_.analysis = analyse(capture_, baseline(), job_.limits);
  };
  co_return co_await compute_.run(work);
}

bool Runs::wants_more() const {
  const auto& analysis = out_.analysis;
  // A distortion may be the root of what is already sure.
  return analysis.wants_another_run ||
         (analysis.verdict == AudioVerdict::inconclusive &&
          (analysis.reason == "xrun" || analysis.reason == "interference"));
}

Task<SweepRuns> Runs::run() {
  progress_.report(0.05, "listening to the room");
  if (const auto done = co_await listen(); !done)
    co_return done.error();
  if (const auto done = co_await predict(); !done)
    co_return done.error();
  if (is_hopeless()) {
    out_.analysis.reason = "ambient";
    out_.analysis.explanation =
        "the room is too loud: the sweep would stand only " +
        std::to_string(std::lround(out_.predicted_snr_db)) +
        " dB above it, so it was not played";
    co_return std::move(out_);
  }
  for (unsigned run = 0; run < most_runs; ++run) {
    if (const auto done = co_await play(run); !done)
      co_return done.error();
    if (const auto done = co_await analyse_all(); !done)
      co_return done.error();
    if (!wants_more())
      break;
    if (out_.analysis.reason != "interference" || run + 1 == most_runs)
      continue;
    // Once more beside the disturbed one: what comes again alike is the
    // device's own.
    if (capture_.runs.size() >= 2)
      capture_.runs.clear();
    if (const auto done = co_await wait_for_quiet(); !done)
      co_return done.error();
  }
  co_return std::move(out_);
}

}  // namespace

Task<SweepRuns> run_sweeps(Sound& sound,
                           Compute& compute,
                           SweepJob job,
                           Progress& progress) {
  Runs runs(sound, compute, std::move(job), progress);
  co_return co_await runs.run();
}

double longest_seconds(const dsp::SweepPlan& plan) {
  const double one =
      static_cast<double>(dsp::Sweep(plan).recorded()) / plan.rate_hz;
  const unsigned listens = 1 + (most_runs - 1) * most_waits;
  return most_runs * one + listens * listen_seconds;
}

}  // namespace soundcheck::audio
