#include "probes/audio/analysis/playback.hpp"

#include <algorithm>
#include <cmath>

#include "probes/audio/analysis/input_check.hpp"
#include "probes/audio/analysis/quiet_listen.hpp"
#include "probes/audio/analysis/summary.hpp"
#include "probes/audio/dsp/median.hpp"
#include "probes/audio/dsp/transfer.hpp"

namespace soundcheck::audio {

namespace {

constexpr std::size_t middle_first = 4, middle_last = 17;  // 0.5..8 kHz

struct Heard {
  RunMeasure run;
  double coherence = 0;  ///< median of bands and microphones
};

std::vector<dsp::Transfer> transfers_at(std::ptrdiff_t lag,
                                        const PlaybackCapture& capture,
                                        const dsp::Gate& gate) {
  std::vector<dsp::Transfer> out;
  for (const auto& samples : capture.microphones) {
    auto one = dsp::measure_transfer(capture.played, samples, lag, gate);
    if (!one)
      return {};
    out.push_back(std::move(*one));
  }
  return out;
}

double median_coherence(const std::vector<dsp::Transfer>& transfers) {
  std::vector<double> all;
  for (const auto& one : transfers)
    all.insert(all.end(), one.coherence.begin() + middle_first,
               one.coherence.begin() + middle_last);
  return dsp::median(std::move(all));
}

/// First where the sound is, then again with it where the estimate is best.
Heard listen_to(const PlaybackCapture& capture, dsp::Gate& gate) {
  Heard out;
  auto transfers = transfers_at(0, capture, gate);
  const auto lag = dsp::find_direct_sound(transfers, capture.rate_hz);
  if (lag) {
    out.run.arrival = dsp::Arrival{*lag, 0};
    out.run.lag = *lag;
    transfers = transfers_at(*lag, capture, gate);
  }
  out.coherence = median_coherence(transfers);
  out.run.microphones.resize(transfers.size());
  for (std::size_t m = 0; m < transfers.size(); ++m) {
    auto& microphone = out.run.microphones[m];
    microphone.facts = dsp::measure_samples(capture.microphones[m]);
    microphone.noise = std::move(transfers[m].noise);
    microphone.response =
        dsp::measure_response(transfers[m].impulse, 0, microphone.noise, gate);
  }
  return out;
}

void judge_heard(const Evidence& evidence,
                 const PlaybackCapture& capture,
                 dsp::Gate& gate,
                 Analysis& out) {
  const auto comparison =
      compare(evidence.runs, evidence.baseline, evidence.limits, gate);
  auto& symptoms = out.symptoms;
  add_response_numbers(evidence, comparison, gate, out);
  judge_output(evidence, comparison, symptoms);
  if (presence_of(symptoms, Code::no_output) != Presence::absent)
    return conclude(evidence.microphones(), nullptr, out);
  Timing timing;
  if (evidence.baseline != nullptr) {
    const dsp::Sweep sweep(evidence.baseline->plan);
    timing = measure_timing(evidence, comparison, sweep, gate);
  }
  judge_loudspeaker(evidence, comparison, timing, symptoms);
  judge_microphones(evidence, comparison, symptoms);
  const bool bent = is_present(symptoms, Code::speaker_hf_loss) ||
                    is_present(symptoms, Code::speaker_lf_loss);
  if (!bent) {
    judge_polarity(evidence, timing, symptoms);
    if (!is_present(symptoms, Code::mic_blocked))
      judge_swap(evidence, timing, symptoms);
  }
  conclude(capture.microphones.size(), &comparison, out);
}

Analysis judge(const PlaybackCapture& capture,
               const Baseline* baseline,
               const AudioLimits& limits) {
  dsp::Gate gate(capture.rate_hz);
  auto heard = listen_to(capture, gate);
  if (heard.run.microphones.empty())
    return stopped("input", "the recording is too short");
  Analysis out;
  out.measurements.push_back(
      {"playback_level", level_dbfs(capture.played), "dBFS"});
  out.measurements.push_back({"coherence", heard.coherence, ""});
  const std::vector<RunMeasure> runs = {std::move(heard.run)};
  const std::vector<QuietMicrophone> quiet;
  Evidence evidence{runs, quiet, baseline, limits, false, capture.level_known};
  evidence.one_clock = true;
  judge_heard(evidence, capture, gate, out);
  if (out.verdict == AudioVerdict::inconclusive)
    out.explanation = "too little of what was played stands above the room";
  return out;
}

}  // namespace

Analysis analyse_playback(const PlaybackCapture& capture,
                          const Baseline* baseline,
                          const AudioLimits& limits) {
  if (auto problem = check_playback(capture, baseline);
      !problem.explanation.empty())
    return stopped(problem.reason, problem.explanation);
  if (level_dbfs(capture.played) < least_playback_dbfs)
    return stopped("silent", "nothing is playing");
  return judge(capture, baseline, limits);
}

}  // namespace soundcheck::audio
