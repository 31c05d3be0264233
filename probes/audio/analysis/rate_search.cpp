#include "probes/audio/analysis/rate_search.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "probes/findings.hpp"

namespace soundcheck::audio {

namespace {

/// Of 16, 32, 44.1 and 48 kHz, as far as the recording holds what is slower.
constexpr std::array<double, 5> mistaken_ratios = {44.1 / 48, 48 / 44.1,
                                                   32.0 / 48, 48.0 / 32, 3};
/// What is spread out leaves a peak, too; the right rate's is far higher.
constexpr double least_gain = 2;
/// The few lags of noise that are left to compare with are no model of all
/// noise: some reached 20 without a sweep. One 10 dB below the noise has 2000.
constexpr double least_over_noise = 200;

/// As much of the sweep as can be recorded, which grows as it does.
dsp::SweepPlan heard_at(const dsp::SweepPlan& plan, double ratio) {
  const dsp::Sweep played(plan);
  auto heard = plan;
  heard.first_hz *= ratio;
  heard.last_hz = std::min(ratio * played.last_hz(), 0.45 * plan.rate_hz);
  heard.seconds =
      played.growth_s() / ratio * std::log(heard.last_hz / heard.first_hz);
  return heard;
}

std::optional<double> arrival_at(const SweepRun& run,
                                 const dsp::SweepPlan& plan,
                                 double ratio) {
  dsp::Deconvolution deconvolution{dsp::Sweep(heard_at(plan, ratio))};
  dsp::Gate gate(plan.rate_hz);
  dsp::ArrivalFinder finder(deconvolution, gate);
  std::vector<float> response(deconvolution.size());
  for (const auto& samples : run.microphones) {
    deconvolution.apply(samples, response);
    const auto noise =
        dsp::measure_noise_floor(response, deconvolution.noise_lags(), gate);
    finder.add(response, noise, {});
  }
  const auto arrival = finder.find();
  return arrival ? std::optional(arrival->over_noise) : std::nullopt;
}

Symptom& symptom_of(Code code, Symptoms& symptoms) {
  for (auto& symptom : symptoms)
    if (symptom.code == code)
      return symptom;
  symptoms.push_back({code, Presence::unknown, std::nullopt, ""});
  return symptoms.back();
}

}  // namespace

std::optional<OtherRate> find_other_rate(const SweepRun& run,
                                         const dsp::SweepPlan& plan) {
  std::optional<OtherRate> best;
  for (const double ratio : mistaken_ratios) {
    const auto over_noise = arrival_at(run, plan, ratio);
    if (over_noise && (!best || *over_noise > best->over_noise))
      best = OtherRate{ratio, *over_noise};
  }
  return best;
}

void judge_rate(const Evidence& evidence,
                const SweepRun& run,
                const dsp::SweepPlan& plan,
                Symptoms& symptoms) {
  const auto& arrival = evidence.runs.front().arrival;
  const auto other = find_other_rate(run, plan);
  if (!other || other->over_noise < least_over_noise ||
      (arrival && other->over_noise < least_gain * arrival->over_noise))
    return;
  auto& output = symptom_of(Code::no_output, symptoms);
  output.presence = Presence::absent;
  output.evidence = "the sweep arrives at another rate";
  auto& rate = symptom_of(Code::wrong_rate, symptoms);
  rate.presence = Presence::present;
  rate.evidence = "the sweep is heard at " + decimal(100 * other->ratio, 1) +
                  " % of its frequencies";
}

}  // namespace soundcheck::audio
