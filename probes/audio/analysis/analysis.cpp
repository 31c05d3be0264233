#include "probes/audio/analysis/analysis.hpp"

#include <algorithm>
#include <cmath>

#include "probes/audio/analysis/input_check.hpp"
#include "probes/audio/analysis/rate_search.hpp"
#include "probes/audio/analysis/summary.hpp"

namespace soundcheck::audio {

namespace {

/// Below what a healthy device in a room leaves by itself nobody spoke.
constexpr double leakage_db = -56, leakage_margin_db = 6;
/// Of a voice less than this cannot be the same in two runs.
constexpr double least_change_db = -6;

/// Somebody spoke during the sweep: noise rose against the quiet listen, and
/// beyond what loudspeaker and room leave of the sweep itself. The second half
/// matters: at 65 dB SNR a healthy device's own leakage is a "rise". So does
/// that it is another noise in each run: samples that are cut off where they
/// are made give an alias that fills all gaps, and the same each time.
bool disturbed(const RunMeasure& run,
               const Baseline* baseline,
               const AudioLimits& limits) {
  const double usual = std::max(
      leakage_db,
      baseline == nullptr ? -100.0 : baseline->leakage_db + leakage_margin_db);
  return std::any_of(
      run.watched.begin(), run.watched.end(), [&](const Watched& band) {
        return band.noise_rise_db > limits.noise_rise_db &&
               band.leakage_db > usual && band.change_db > least_change_db;
      });
}

std::vector<RunMeasure> measure_runs(const Capture& capture,
                                     const std::vector<QuietMicrophone>& quiet,
                                     RunMeter& meter) {
  std::vector<RunMeasure> runs;
  for (const auto& run : capture.runs)
    if (run.xruns == 0)
      runs.push_back(meter.measure(run, quiet));
  for (const auto& later : runs)
    for (std::size_t i = 0; i < watched_count; ++i) {
      auto& first = runs.front().watched[i].change_db;
      first = std::min(first, later.watched[i].change_db);
    }
  return runs;
}

Ambient ambient_of(const Evidence& evidence,
                   const Channels& quiet,
                   RunMeter& meter) {
  return {[&](std::size_t m) {
            return m < quiet.size() ? meter.residual_peak(quiet[m]) : 0.0;
          },
          [&](std::size_t m) {
            return m < quiet.size()
                       ? meter.thd_power(
                             quiet[m],
                             evidence.runs.front().microphones[m].response)
                       : dsp::PerBand<double>{};
          }};
}

/// Nothing was lost of it; measure_runs() has made sure that there is one.
const SweepRun& unspoilt(const Capture& capture) {
  return *std::find_if(capture.runs.begin(), capture.runs.end(),
                       [](const SweepRun& run) { return run.xruns == 0; });
}

/// Whether the sweep was heard as it was played; else nothing more can be
/// measured.
bool judge_arrival(const Evidence& evidence,
                   const Comparison& comparison,
                   const Capture& capture,
                   Analysis& out) {
  auto& symptoms = out.symptoms;
  judge_output(evidence, comparison, symptoms);
  if (presence_of(symptoms, Code::no_output) == Presence::absent) {
    judge_octaves(evidence, symptoms);
    out.wants_another_run = judge_gaps(evidence, symptoms);
  }
  if (presence_of(symptoms, Code::wrong_rate) == Presence::unknown)
    judge_rate(evidence, unspoilt(capture), capture.plan, symptoms);
  return presence_of(symptoms, Code::no_output) == Presence::absent &&
         !is_present(symptoms, Code::wrong_rate) &&
         !is_present(symptoms, Code::dropout);
}

/// Who is broken in itself, and what the loudspeaker does to all.
void judge_sound(const Evidence& evidence,
                 const Capture& capture,
                 RunMeter& meter,
                 Analysis& out) {
  const auto comparison =
      compare(evidence.runs, evidence.baseline, evidence.limits, meter.gate());
  auto& symptoms = out.symptoms;
  add_response_numbers(evidence, comparison, meter.gate(), out);
  if (!judge_arrival(evidence, comparison, capture, out))
    return conclude(evidence.microphones(), nullptr, out);

  const auto timing =
      measure_timing(evidence, comparison, meter.sweep(), meter.gate());
  add_timing_numbers(evidence, timing, out);
  judge_clock(evidence, timing, symptoms);
  judge_latency(evidence, timing, symptoms);
  judge_loudspeaker(evidence, comparison, timing, symptoms);
  judge_microphones(evidence, comparison, symptoms);
  const bool drifts = is_present(symptoms, Code::clock_drift);
  const bool bent = is_present(symptoms, Code::speaker_hf_loss) ||
                    is_present(symptoms, Code::speaker_lf_loss);
  // What bends the response turns its phase.
  if (!drifts && !bent) {
    judge_polarity(evidence, timing, symptoms);
    if (!is_present(symptoms, Code::mic_blocked))
      judge_swap(evidence, timing, symptoms);
  }
  add_distortion_numbers(
      judge_distortion(evidence, comparison,
                       ambient_of(evidence, capture.quiet, meter), symptoms),
      out);
  conclude(evidence.microphones(), &comparison, out);
}

/// A converter at its end bends everything; nothing else can be said then.
Analysis overdriven(std::size_t microphones, Analysis out) {
  out.reason = "ambient";
  out.explanation = "the room alone drives the microphones to their end";
  conclude(microphones, nullptr, out);
  return out;
}

/// At a rate that is far off, the sweep itself is what else sounds.
Analysis disturbed_each_time(std::size_t microphones, Analysis out) {
  if (!is_present(out.symptoms, Code::wrong_rate)) {
    out.reason = "interference";
    out.explanation = "something else sounded during the sweep";
  }
  conclude(microphones, nullptr, out);
  return out;
}

}  // namespace

Analysis analyse(const Capture& capture,
                 const Baseline* baseline,
                 const AudioLimits& limits) {
  if (auto problem = check_input(capture, baseline); !problem.reason.empty())
    return stopped(problem.reason, problem.explanation);
  const dsp::Sweep sweep(capture.plan);
  RunMeter meter(sweep, baseline);
  const auto quiet = listen_to_all(capture, sweep);
  auto runs = measure_runs(capture, quiet, meter);
  const auto microphones = runs.front().microphones.size();

  Analysis out;
  const Evidence all{runs,
                     quiet,
                     baseline,
                     limits,
                     capture.latency_known,
                     capture.level_known};
  judge_samples(all, out.symptoms);
  judge_quiet(all, out.symptoms);
  add_quiet_numbers(all, out);
  if (is_present(out.symptoms, Code::clip_in)) {
    judge_overload(all, compare(runs, baseline, limits, meter.gate()),
                   out.symptoms);
    return overdriven(microphones, std::move(out));
  }
  std::vector<RunMeasure> clean;
  std::copy_if(
      runs.begin(), runs.end(), std::back_inserter(clean),
      [&](const RunMeasure& run) { return !disturbed(run, baseline, limits); });
  out.clean_runs = clean.size();
  if (clean.empty()) {
    judge_rate(all, unspoilt(capture), capture.plan, out.symptoms);
    return disturbed_each_time(microphones, std::move(out));
  }
  judge_sound({clean, quiet, baseline, limits, capture.latency_known,
               capture.level_known},
              capture, meter, out);
  return out;
}

}  // namespace soundcheck::audio
