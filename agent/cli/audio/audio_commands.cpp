#include "agent/cli/audio/audio_commands.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <cmath>
#include <ostream>

#include "agent/cli/audio/analysis_text.hpp"
#include "agent/cli/audio/plot.hpp"
#include "agent/cli/audio/recordings.hpp"
#include "agent/cli/audio/wav.hpp"
#include "agent/cli/json.hpp"
#include "agent/cli/print.hpp"
#include "agent/output_file.hpp"
#include "probes/audio/analysis/analysis.hpp"

namespace soundcheck::cli {

namespace {

namespace json = boost::json;

/// What a verb works with.
struct Work {
  const AudioOptions& options;
  std::ostream& out;
  std::ostream& err;

  Exit give_up(const Error& error, Exit exit) const {
    if (options.json)
      out << json_of_error(std::string(to_string(error.code)), error.what)
          << '\n';
    err << "soundcheck: " << printable(error.what) << '\n';
    return exit;
  }
};

std::vector<float> stimulus_of(const audio::dsp::Sweep& sweep) {
  const double rate = sweep.plan().rate_hz;
  const auto lead =
      static_cast<std::size_t>(std::lround(stimulus_lead_s * rate));
  auto samples = sweep.samples();
  samples.insert(samples.begin(), lead, 0.0F);
  // A player that stops early cuts off no more than silence.
  samples.resize(lead + sweep.recorded());
  return samples;
}

Exit write_stimulus(const Work& work) {
  const audio::dsp::Sweep sweep(plan_of(work.options, nullptr));
  const auto& plan = sweep.plan();
  if (!(plan.first_hz * 4 < 0.45 * plan.rate_hz))
    return work.give_up({Errc::parse, "the rate is too low for the sweep"},
                        Exit::usage);
  const auto samples = stimulus_of(sweep);
  const auto rate = static_cast<unsigned>(std::lround(plan.rate_hz));
  const auto done =
      write_file(work.options.out, to_wav({samples}, rate, WavFormat::pcm_24));
  if (!done)
    return work.give_up(done.error(), Exit::cannot_create);
  const double lasts = static_cast<double>(samples.size()) / plan.rate_hz;
  const double record_s = std::ceil(lasts + 1);
  if (work.options.json) {
    work.out << json::serialize(
                    json::object{{"out", work.options.out},
                                 {"rate_hz", plan.rate_hz},
                                 {"level_dbfs", plan.level_dbfs},
                                 {"sweep_starts_s", stimulus_lead_s},
                                 {"sweep_seconds", sweep.seconds()},
                                 {"first_hz", plan.first_hz},
                                 {"last_hz", sweep.last_hz()},
                                 {"seconds", lasts},
                                 {"record_seconds", record_s}})
             << '\n';
    return Exit::good;
  }
  work.out << work.options.out << ": one channel of 24 bits at " << rate
           << " Hz, " << stimulus_lead_s << " s of silence, a sweep of "
           << sweep.seconds() << " s from " << plan.first_hz << " to "
           << sweep.last_hz() << " Hz at " << plan.level_dbfs
           << " dBFS, silence up to " << lasts << " s\n"
           << "record all microphones at " << rate << " Hz, begin before it "
           << "plays, for " << record_s << " s\n";
  return Exit::good;
}

Exit exit_of(audio::AudioVerdict verdict) {
  switch (verdict) {
    case audio::AudioVerdict::pass:
    case audio::AudioVerdict::pass_partial:
      return Exit::good;
    case audio::AudioVerdict::fail:
      return Exit::bad;
    case audio::AudioVerdict::inconclusive:
    case audio::AudioVerdict::deferred:
      break;
  }
  return Exit::could_not_tell;
}

Exit analyse(const Work& work) {
  const auto& options = work.options;
  std::optional<audio::Baseline> baseline;
  if (!options.baseline.empty()) {
    auto loaded = audio::load_baseline(options.baseline);
    if (!loaded)
      return work.give_up(loaded.error(), Exit::data);
    baseline = std::move(*loaded);
  }
  const auto* healthy = baseline ? &*baseline : nullptr;
  const auto capture = load_capture(options, healthy);
  if (!capture)
    return work.give_up(capture.error(), Exit::data);
  audio::AudioLimits limits;
  limits.thd_percent = options.max_thd_percent.value_or(limits.thd_percent);
  const auto analysis = audio::analyse(*capture, healthy, limits);
  if (!options.plot.empty()) {
    const auto picture = plot_of(analysis, healthy, limits,
                                 capture->plan.rate_hz, options.recording);
    if (const auto done = write_file(options.plot, picture); !done)
      return work.give_up(done.error(), Exit::cannot_create);
  }
  if (options.json)
    work.out << json_of(analysis) << '\n';
  else
    print_analysis(work.out, analysis);
  return exit_of(analysis.verdict);
}

Exit learn(const Work& work) {
  const auto& options = work.options;
  const auto capture = load_capture(options, nullptr);
  if (!capture)
    return work.give_up(capture.error(), Exit::data);
  auto baseline = audio::learn_baseline(*capture, options.device, {});
  if (!baseline)
    return work.give_up(baseline.error(), Exit::could_not_tell);
  baseline->volume_gain_db = options.volume_gain_db;
  const auto text = audio::to_text(*baseline);
  // A name that is no UTF-8 would make a file that nobody reads again.
  if (const auto again = audio::parse_baseline(text, options.out); !again)
    return work.give_up(again.error().during("checking the baseline"),
                        Exit::usage);
  if (const auto done = write_file(options.out, text); !done)
    return work.give_up(done.error(), Exit::cannot_create);
  if (options.json)
    work.out << json::serialize(
                    json::object{{"out", options.out},
                                 {"device", baseline->device},
                                 {"microphones", baseline->microphones.size()},
                                 {"latency_known", baseline->latency_known}})
             << '\n';
  else
    work.out << options.out << ": baseline of device \""
             << printable(baseline->device) << "\" with "
             << baseline->microphones.size() << " microphones"
             << (baseline->latency_known ? "" : ", without latency") << '\n';
  return Exit::good;
}

}  // namespace

Exit execute_audio(const AudioOptions& options,
                   std::ostream& out,
                   std::ostream& err) {
  const Work work{options, out, err};
  switch (options.verb) {
    case AudioVerb::stimulus:
      return write_stimulus(work);
    case AudioVerb::analyse:
      return analyse(work);
    case AudioVerb::baseline:
      return learn(work);
  }
  return Exit::usage;
}

}  // namespace soundcheck::cli
