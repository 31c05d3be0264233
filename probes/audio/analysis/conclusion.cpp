#include <algorithm>

#include "probes/audio/analysis/summary.hpp"
#include "probes/findings.hpp"

namespace soundcheck::audio {

namespace {

/// A clipped sine has lost no more of its fundamental.
constexpr double most_lost_by_clipping = 0.25;  // -6 dB

void explain_away(Symptoms& symptoms, Code code, std::string why) {
  for (auto& symptom : symptoms) {
    if (symptom.code == code && symptom.presence != Presence::absent) {
      symptom.presence = Presence::absent;
      symptom.evidence = why + "; " + symptom.evidence;
    }
  }
}

RankedFault ranked(Code code,
                   const Symptoms& symptoms,
                   std::size_t microphones) {
  RankedFault fault{code, {}, one_of(code, microphones)};
  for (const auto& symptom : symptoms)
    if (symptom.code == code && symptom.presence == Presence::present &&
        symptom.microphone)
      fault.microphones.push_back(*symptom.microphone);
  return fault;
}

void give_verdict(Analysis& out) {
  if (!out.faults.empty()) {
    out.verdict = AudioVerdict::fail;
    out.explanation = in_words(out.faults.front());
  } else if (!out.reason.empty()) {
    out.verdict = AudioVerdict::inconclusive;
  } else if (out.wants_another_run) {
    out.verdict = AudioVerdict::inconclusive;
    out.reason = "repeat";
    out.explanation = "too few runs agree on a distortion or a gap";
  } else if (presence_of(out.symptoms, Code::no_output) == Presence::unknown) {
    out.verdict = AudioVerdict::inconclusive;
    out.reason = "ambient";
    out.explanation = "the room is too loud to tell whether the sweep is there";
  } else {
    out.verdict =
        out.unjudged.empty() ? AudioVerdict::pass : AudioVerdict::pass_partial;
  }
}

}  // namespace

Analysis stopped(std::string reason, std::string explanation) {
  Analysis out;
  out.reason = std::move(reason);
  out.explanation = std::move(explanation);
  return out;
}

std::string in_words(const RankedFault& fault) {
  std::string text(id_of(fault.code));
  for (const auto m : fault.microphones)
    text += (m == fault.microphones.front() ? ", microphone " : ", ") +
            std::to_string(m + 1);
  return text;
}

void conclude(std::size_t microphones,
              const Comparison* comparison,
              Analysis& out) {
  if (comparison != nullptr && is_present(out.symptoms, Code::amp_clip) &&
      comparison->level.value > most_lost_by_clipping)
    explain_away(out.symptoms, Code::speaker_level, "clipping takes level");
  for (std::size_t i = 0; i < code_count; ++i) {
    const auto code = static_cast<Code>(i);
    const auto presence = presence_of(out.symptoms, code);
    if (presence == Presence::present)
      out.faults.push_back(ranked(code, out.symptoms, microphones));
    // Known of some microphones is not known of all.
    const bool doubt = std::any_of(
        out.symptoms.begin(), out.symptoms.end(), [code](const auto& symptom) {
          return symptom.code == code && symptom.presence == Presence::unknown;
        });
    if (presence == Presence::unknown ||
        (presence == Presence::absent && doubt))
      out.unjudged.emplace_back(id_of(code));
  }
  give_verdict(out);
}

namespace {

/// The evidence of every microphone that is as `presence` says.
std::string evidence_of(const Symptoms& symptoms,
                        Code code,
                        Presence presence) {
  std::string evidence;
  for (const auto& symptom : symptoms) {
    if (symptom.code != code || symptom.presence != presence)
      continue;
    if (!evidence.empty())
      evidence += "; ";
    if (symptom.microphone)
      evidence += "mic " + std::to_string(*symptom.microphone + 1) + ": ";
    evidence += symptom.evidence;
  }
  return evidence;
}

Finding finding_of(const Analysis& analysis, Code code) {
  std::string id(id_of(code));
  const auto presence = presence_of(analysis.symptoms, code);
  const bool unjudged =
      std::find(analysis.unjudged.begin(), analysis.unjudged.end(), id) !=
      analysis.unjudged.end();
  auto evidence = evidence_of(analysis.symptoms, code, presence);
  if (presence == Presence::unknown || unjudged)
    return unknown_finding(
        std::move(id), evidence.empty() ? "not judged" : std::move(evidence));
  return judged(std::move(id), presence == Presence::present,
                std::move(evidence));
}

}  // namespace

std::vector<Finding> findings_of(const Analysis& analysis,
                                 const std::vector<Code>& codes) {
  std::vector<Finding> findings;
  findings.reserve(codes.size());
  for (const auto code : codes)
    findings.push_back(finding_of(analysis, code));
  return findings;
}

std::vector<Finding> findings_of(const Analysis& analysis) {
  std::vector<Code> codes;
  codes.reserve(code_count);
  for (std::size_t i = 0; i < code_count; ++i)
    codes.push_back(static_cast<Code>(i));
  return findings_of(analysis, codes);
}

std::string_view to_string(AudioVerdict verdict) {
  switch (verdict) {
    case AudioVerdict::pass:
      return "PASS";
    case AudioVerdict::pass_partial:
      return "PASS_PARTIAL";
    case AudioVerdict::fail:
      return "FAIL";
    case AudioVerdict::inconclusive:
      return "INCONCLUSIVE";
    case AudioVerdict::deferred:
      return "DEFERRED";
  }
  return "INCONCLUSIVE";
}

}  // namespace soundcheck::audio
