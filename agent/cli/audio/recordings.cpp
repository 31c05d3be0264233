#include "agent/cli/audio/recordings.hpp"

#include <algorithm>
#include <cmath>

#include "agent/cli/audio/sweep_search.hpp"
#include "agent/cli/audio/wav.hpp"

namespace soundcheck::cli {

namespace {

/// So late in what is analysed a sweep may begin.
constexpr double longest_latency_s = 0.25;

using audio::Channels;
using audio::dsp::Sweep;

std::size_t samples(double seconds, double rate_hz) {
  return static_cast<std::size_t>(std::lround(seconds * rate_hz));
}

Channels part_of(const Channels& channels, std::size_t from, std::size_t to) {
  Channels out;
  for (const auto& channel : channels)
    out.emplace_back(channel.begin() + static_cast<std::ptrdiff_t>(from),
                     channel.begin() + static_cast<std::ptrdiff_t>(to));
  return out;
}

std::string in_seconds(std::size_t frames, double rate_hz) {
  const auto tenths = std::lround(static_cast<double>(frames) / rate_hz * 10);
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " s";
}

/// A file at the stimulus' rate.
Result<Wav> read(const std::string& file, const Sweep& sweep) {
  auto wav = read_wav(file, longest_recording_s);
  const double rate = sweep.plan().rate_hz;
  if (wav && std::abs(wav->rate_hz - rate) > 0.5)
    return Error(Errc::parse, file + ": has " + std::to_string(wav->rate_hz) +
                                  " samples per second, the stimulus " +
                                  std::to_string(std::lround(rate)) +
                                  " (--rate)");
  return wav;
}

/// Which frames of a recording are analysed.
struct Place {
  std::size_t from = 0;
  std::size_t heard = 0;  ///< where the sweep was found
};

Result<Place> place_sweep(const Wav& wav,
                          const std::string& file,
                          const Sweep& sweep,
                          double latency_s) {
  const double rate = sweep.plan().rate_hz;
  const auto needed = sweep.recorded();
  const auto last_start = wav.frames() - needed;
  const auto place = find_sweep(wav.channels, sweep,
                                last_start + samples(longest_latency_s, rate));
  if (place.later)
    return Error(Errc::parse,
                 file + ": ends too early; from the sweep's start on " +
                     in_seconds(needed, rate) + " must be recorded");
  const auto latency = samples(latency_s, rate);
  const auto from = place.at > latency ? place.at - latency : 0;
  return Place{std::min(from, last_start), place.at};
}

/// Reads run after run into a capture.
class Loader {
 public:
  Loader(const AudioOptions& options, const audio::Baseline* baseline)
      : options_(options), sweep_(plan_of(options, baseline)) {
    capture_.plan = sweep_.plan();
    capture_.latency_known = options.synchronous;
    if (baseline != nullptr && baseline->latency_s < longest_latency_s)
      latency_s_ = baseline->latency_s;
  }

  Result<void> add_run(const std::string& file) {
    auto wav = read(file, sweep_);
    if (!wav)
      return wav.error();
    const double rate = sweep_.plan().rate_hz;
    const auto needed = sweep_.recorded();
    if (wav->frames() < needed)
      return Error(Errc::parse, file + ": lasts " +
                                    in_seconds(wav->frames(), rate) +
                                    "; the sweep and the quiet after it take " +
                                    in_seconds(needed, rate));
    if (options_.synchronous) {
      capture_.runs.push_back(
          {std::move(wav->channels), std::move(wav->codes), 0});
      return {};
    }
    const auto place = place_sweep(*wav, file, sweep_, latency_s_);
    if (!place)
      return place.error();
    take_quiet(*wav, place->heard);
    capture_.runs.push_back(
        {part_of(wav->channels, place->from, place->from + needed),
         std::move(wav->codes), 0});
    return {};
  }

  Result<void> add_quiet(const std::string& file) {
    auto wav = read(file, sweep_);
    if (!wav)
      return wav.error();
    capture_.quiet = std::move(wav->channels);
    return {};
  }

  audio::Capture take() { return std::move(capture_); }

 private:
  /// What precedes the first sweep, if it is long enough to say something.
  void take_quiet(const Wav& wav, std::size_t heard) {
    const double rate = sweep_.plan().rate_hz;
    const auto gap = samples(quiet_gap_s, rate);
    const auto wanted = samples(quiet_s, rate);
    if (!options_.quiet.empty() || !capture_.quiet.empty() ||
        heard < gap + wanted / 2)
      return;
    const auto end = heard - gap;
    capture_.quiet = part_of(wav.channels, end - std::min(end, wanted), end);
  }

  const AudioOptions& options_;
  Sweep sweep_;
  audio::Capture capture_;
  double latency_s_ = assumed_latency_s;
};

}  // namespace

audio::dsp::SweepPlan plan_of(const AudioOptions& options,
                              const audio::Baseline* baseline) {
  auto plan = baseline == nullptr ? audio::dsp::SweepPlan{} : baseline->plan;
  plan.rate_hz = options.rate_hz.value_or(plan.rate_hz);
  plan.level_dbfs = options.level_dbfs.value_or(plan.level_dbfs);
  plan.seconds = options.seconds.value_or(plan.seconds);
  return plan;
}

Result<audio::Capture> load_capture(const AudioOptions& options,
                                    const audio::Baseline* baseline) {
  Loader loader(options, baseline);
  if (!options.quiet.empty())
    if (const auto done = loader.add_quiet(options.quiet); !done)
      return done.error();
  if (const auto done = loader.add_run(options.recording); !done)
    return done.error();
  for (const auto& file : options.more_runs)
    if (const auto done = loader.add_run(file); !done)
      return done.error();
  return loader.take();
}

}  // namespace soundcheck::cli
