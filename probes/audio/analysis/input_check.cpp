#include "probes/audio/analysis/input_check.hpp"

#include <algorithm>
#include <cmath>

namespace soundcheck::audio {

namespace {

constexpr std::size_t most_microphones = 8;
constexpr double longest_s = 60;

bool finite(const Channels& channels) {
  return std::all_of(channels.begin(), channels.end(), [](const auto& one) {
    return std::all_of(one.begin(), one.end(),
                       [](float x) { return std::isfinite(x); });
  });
}

std::string plan_problem(const dsp::SweepPlan& plan) {
  if (!(plan.rate_hz >= 8000 && plan.rate_hz <= 192'000))
    return "the rate is not between 8 and 192 kHz";
  if (!(plan.first_hz >= 20 && plan.first_hz < plan.last_hz / 4))
    return "the sweep spans less than two octaves";
  if (!(plan.seconds >= 0.2 && plan.seconds <= 10))
    return "the sweep is not between 0.2 and 10 s long";
  if (!(plan.level_dbfs >= -80 && plan.level_dbfs <= 0))
    return "the sweep's level is not between -80 and 0 dBFS";
  if (!(plan.first_hz * 4 < 0.45 * plan.rate_hz))
    return "the rate is too low for the sweep";
  return {};
}

std::string run_problem(const SweepRun& run,
                        const dsp::Sweep& sweep,
                        std::size_t microphones) {
  if (run.microphones.size() != microphones)
    return "runs differ in their number of channels";
  const double rate = sweep.plan().rate_hz;
  for (const auto& samples : run.microphones) {
    const double seconds = static_cast<double>(samples.size()) / rate;
    // What is missing at its end would be taken for silence, and the noise
    // for less than it is.
    if (samples.size() < sweep.recorded())
      return "a recording is shorter than the sweep and the quiet after it";
    if (seconds > longest_s)
      return "a recording is longer than a minute";
    if (samples.size() != run.microphones.front().size())
      return "channels of a run differ in length";
  }
  return finite(run.microphones) ? "" : "samples that are no numbers";
}

std::string capture_problem(const Capture& capture) {
  if (auto problem = plan_problem(capture.plan); !problem.empty())
    return problem;
  if (capture.runs.empty())
    return "nothing was recorded";
  const auto microphones = capture.runs.front().microphones.size();
  if (microphones == 0 || microphones > most_microphones)
    return "there must be 1 to 8 channels, here " + std::to_string(microphones);
  const dsp::Sweep sweep(capture.plan);
  for (const auto& run : capture.runs)
    if (auto problem = run_problem(run, sweep, microphones); !problem.empty())
      return problem;
  if (!capture.quiet.empty() && capture.quiet.size() != microphones)
    return "the quiet recording has another number of channels";
  return finite(capture.quiet) ? "" : "quiet samples that are no numbers";
}

std::string playback_problem(const PlaybackCapture& capture) {
  if (!(capture.rate_hz >= 8000 && capture.rate_hz <= 192'000))
    return "the rate is not between 8 and 192 kHz";
  const auto& microphones = capture.microphones;
  if (microphones.empty() || microphones.size() > most_microphones)
    return "there must be 1 to 8 channels, here " +
           std::to_string(microphones.size());
  for (const auto& samples : microphones)
    if (samples.size() != capture.played.size())
      return "channels differ in length";
  if (static_cast<double>(capture.played.size()) > longest_s * capture.rate_hz)
    return "the recording is longer than a minute";
  if (!finite(microphones) || !finite({capture.played}))
    return "samples that are no numbers";
  return {};
}

}  // namespace

InputProblem check_playback(const PlaybackCapture& capture,
                            const Baseline* baseline) {
  if (auto problem = playback_problem(capture); !problem.empty())
    return {"input", std::move(problem)};
  if (baseline == nullptr)
    return {};
  auto plan = baseline->plan;
  plan.rate_hz = capture.rate_hz;
  return {"baseline",
          mismatch(*baseline, {}, plan, capture.microphones.size())};
}

InputProblem check_input(const Capture& capture, const Baseline* baseline) {
  if (auto problem = capture_problem(capture); !problem.empty())
    return {"input", std::move(problem)};
  if (baseline != nullptr) {
    auto other = mismatch(*baseline, {}, capture.plan,
                          capture.runs.front().microphones.size());
    if (!other.empty())
      return {"baseline", std::move(other)};
  }
  if (std::all_of(capture.runs.begin(), capture.runs.end(),
                  [](const auto& run) { return run.xruns > 0; }))
    return {"xrun", "samples were lost in every run"};
  return {};
}

}  // namespace soundcheck::audio
