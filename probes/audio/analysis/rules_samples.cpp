#include <algorithm>
#include <cmath>

#include "probes/audio/analysis/rules.hpp"
#include "probes/findings.hpp"

namespace soundcheck::audio {

namespace {

/// The run in which the microphone's samples were worst by `measure`.
template <class Measure>
const MicrophoneMeasure& worst(const Evidence& evidence,
                               std::size_t microphone,
                               Measure measure) {
  const auto run =
      std::max_element(evidence.runs.begin(), evidence.runs.end(),
                       [&](const RunMeasure& a, const RunMeasure& b) {
                         return measure(a.microphones[microphone]) <
                                measure(b.microphones[microphone]);
                       });
  return run->microphones[microphone];
}

Symptom dead_digital(const Evidence& evidence, std::size_t m) {
  const bool dead = std::all_of(
      evidence.runs.begin(), evidence.runs.end(),
      [m](const auto& run) { return run.microphones[m].facts.constant; });
  return {Code::mic_dead_digital, presence_if(dead), m,
          dead ? "every sample is the same" : "samples change"};
}

/// The bits that what sounds must have changed. Around zero the sign changes
/// all of them; beside a DC offset only those that the swing reaches.
std::uint32_t reached_bits(const MicrophoneMeasure& measure) {
  const auto& facts = measure.facts;
  const double code = std::exp2(static_cast<double>(measure.codes.bits) - 1);
  const double rms = std::sqrt(facts.mean_square);
  if (std::abs(facts.dc) < 2 * rms)
    return ~0U;
  std::uint32_t reached = 0;
  for (unsigned bit = 0; bit < measure.codes.bits; ++bit)
    if (std::exp2(static_cast<double>(bit + 1)) <= 6 * rms * code)
      reached |= 1U << bit;
  return reached;
}

Symptom stuck_bits(const Evidence& evidence, std::size_t m) {
  // A bit must be stuck in each run: in a very quiet one some rest by chance.
  std::uint32_t stuck = ~0U;
  bool known = true;
  for (const auto& run : evidence.runs) {
    known = known && run.microphones[m].codes.bits > 0;
    stuck &=
        run.microphones[m].codes.stuck() & reached_bits(run.microphones[m]);
  }
  if (!known)
    return {Code::mic_stuck_bits, Presence::unknown, m, "codes not known"};
  return {Code::mic_stuck_bits, presence_if(stuck != 0), m,
          stuck != 0 ? "bits that never change: mask " + std::to_string(stuck)
                     : "all bits change"};
}

Symptom dc(const Evidence& evidence, std::size_t m) {
  const auto* facts = &evidence.runs.front().microphones[m].facts;
  if (m < evidence.quiet.size()) {
    const auto& quiet = evidence.quiet[m].facts;
    if (quiet.dc_sigma > 0 && quiet.dc_sigma < facts->dc_sigma)
      facts = &quiet;
  }
  const auto text = decimal(100 * facts->dc, 2) + " % of full scale";
  // What is cut off at one end moves the mean as an offset does.
  if (facts->full_scale > 0)
    return {Code::mic_dc, Presence::unknown, m, text + ", overdriven"};
  return {Code::mic_dc,
          beyond({facts->dc, facts->dc_sigma}, evidence.limits.dc), m, text};
}

Symptom clip_in(const Evidence& evidence, std::size_t m) {
  const auto& facts = worst(evidence, m, [](const MicrophoneMeasure& one) {
                        return one.facts.full_scale;
                      }).facts;
  return {Code::clip_in,
          presence_if(facts.full_scale >= evidence.limits.full_scale_samples),
          m, std::to_string(facts.full_scale) + " samples at full scale"};
}

}  // namespace

Presence presence_of(const Symptoms& symptoms, Code code) {
  auto presence = Presence::unknown;
  for (const auto& symptom : symptoms) {
    if (symptom.code != code)
      continue;
    if (symptom.presence == Presence::present)
      return Presence::present;
    if (symptom.presence == Presence::absent)
      presence = Presence::absent;
  }
  return presence;
}

bool is_present(const Symptoms& symptoms, Code code) {
  return presence_of(symptoms, code) == Presence::present;
}

void judge_overload(const Evidence& evidence,
                    const Comparison& comparison,
                    Symptoms& out) {
  const bool loud_room =
      std::any_of(evidence.quiet.begin(), evidence.quiet.end(),
                  [](const auto& one) { return one.facts.full_scale > 0; });
  if (!loud_room || (comparison.to_baseline &&
                     above_db(comparison.level, evidence.limits.level_db) ==
                         Presence::present))
    return;
  for (auto& symptom : out) {
    if (symptom.code != Code::clip_in || symptom.presence != Presence::present)
      continue;
    symptom.presence = Presence::unknown;
    symptom.evidence += ", as in the quiet listen";
  }
}

void judge_samples(const Evidence& evidence, Symptoms& out) {
  for (std::size_t m = 0; m < evidence.microphones(); ++m) {
    auto dead = dead_digital(evidence, m);
    const bool alive = dead.presence != Presence::present;
    out.push_back(std::move(dead));
    if (!alive)
      continue;
    out.push_back(stuck_bits(evidence, m));
    out.push_back(dc(evidence, m));
    out.push_back(clip_in(evidence, m));
  }
}

}  // namespace soundcheck::audio
