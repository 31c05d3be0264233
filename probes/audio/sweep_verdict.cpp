#include "probes/audio/sweep_verdict.hpp"

#include <algorithm>
#include <cmath>

#include "probes/audio/mixer_verdict.hpp"
#include "probes/findings.hpp"

namespace soundcheck::audio {

namespace {

/// "response_mic1_1000hz": what the console draws.
std::string at_band(const std::string& what, std::size_t band) {
  return what + "_" + std::to_string(std::lround(dsp::band_centre_hz(band))) +
         "hz";
}

/// Below, a number is noise and no part of a picture.
constexpr double drawn_snr_db = 3;

void add_curves(const Analysis& analysis, std::vector<Measurement>& out) {
  for (std::size_t m = 0; m < analysis.responses.size(); ++m) {
    const auto& curve = analysis.responses[m];
    const auto name = "response_mic" + std::to_string(m + 1);
    for (std::size_t band = 0; band < dsp::band_count; ++band) {
      if (curve.snr_db[band] >= drawn_snr_db)
        out.push_back({at_band(name, band), curve.level_db[band], "dB",
                       curve.sigma_db[band]});
    }
  }
  if (analysis.responses.empty())
    return;
  out.push_back({"response_mask", AudioLimits{}.level_db, "dB"});
  for (std::size_t band = 0; band < dsp::band_count; ++band) {
    if (analysis.thd_percent[band] > 0)
      out.push_back({at_band("thd", band), analysis.thd_percent[band], "%",
                     analysis.thd_sigma_percent[band]});
  }
}

void add_numbers(const SweepRuns& runs, std::vector<Measurement>& out) {
  if (std::isfinite(runs.predicted_snr_db))
    out.push_back({"predicted_snr", runs.predicted_snr_db, "dB"});
  out.push_back({"runs", static_cast<double>(runs.played), "count"});
  out.push_back({"xruns", static_cast<double>(runs.xruns), "count"});
}

const RankedFault* root_of(const Analysis& analysis,
                           const std::vector<Code>& codes) {
  const auto root =
      std::ranges::find_if(analysis.faults, [&codes](const RankedFault& fault) {
        return std::ranges::find(codes, fault.code) != codes.end();
      });
  return root == analysis.faults.end() ? nullptr : &*root;
}

std::string in_words(const RankedFault& root,
                     const std::vector<Finding>& findings) {
  std::string text(id_of(root.code));
  const auto finding = std::ranges::find(findings, text, &Finding::id);
  if (finding != findings.end())
    text += ": " + finding->evidence;
  for (std::size_t i = 0; i < root.one_of.size(); ++i)
    text += (i == 0 ? "; one of " : ", ") + root.one_of[i];
  return text;
}

std::string unjudged_in_words(const std::vector<Finding>& findings) {
  std::string text;
  for (const auto& finding : findings) {
    if (finding.presence == Presence::unknown)
      text += (text.empty() ? "" : ", ") + finding.id.substr(6);
  }
  return text;
}

std::string nothing_found(const Analysis& analysis,
                          const std::vector<Finding>& findings,
                          bool has_baseline) {
  // A fault of another probe's may hide what this one looks for.
  if (!analysis.faults.empty())
    return "nothing beyond " + std::string(id_of(analysis.faults[0].code));
  std::string text = "nothing wrong is heard";
  if (const auto open = unjudged_in_words(findings); !open.empty())
    text += "; not judged: " + open;
  return text + (has_baseline ? "" : "; no baseline");
}

bool none_judged(const std::vector<Finding>& findings) {
  return std::ranges::all_of(findings, [](const Finding& finding) {
    return finding.presence == Presence::unknown;
  });
}

}  // namespace

Verdict judge_sweep(const SweepRuns& runs,
                    const std::vector<Code>& codes,
                    bool has_baseline) {
  auto verdict = judge_analysis(runs.analysis, codes, has_baseline);
  add_numbers(runs, verdict.measurements);
  return verdict;
}

Verdict judge_analysis(const Analysis& analysis,
                       const std::vector<Code>& codes,
                       bool has_baseline) {
  Verdict verdict{};
  verdict.findings = findings_of(analysis, codes);
  for (const auto& one : analysis.measurements) {
    if (std::isfinite(one.value))
      verdict.measurements.push_back(one);
  }
  add_curves(analysis, verdict.measurements);
  if (const auto* root = root_of(analysis, codes)) {
    verdict.outcome = Outcome::failed;
    verdict.summary = in_words(*root, verdict.findings);
  } else if (analysis.verdict == AudioVerdict::inconclusive) {
    verdict.outcome = Outcome::inconclusive;
    verdict.summary = analysis.explanation;
  } else if (none_judged(verdict.findings)) {
    verdict.outcome = Outcome::inconclusive;
    verdict.summary =
        "could not tell: " + evidence_of(verdict.findings, Presence::unknown);
  } else {
    verdict.outcome = Outcome::passed;
    verdict.summary = nothing_found(analysis, verdict.findings, has_baseline);
  }
  return verdict;
}

Verdict too_soft(const MixerState& mixer,
                 const Loudness& loudness,
                 const std::vector<Code>& codes) {
  auto verdict = not_played(mixer, codes);
  const double below_db = loudness.gain_db + loudness.missing_db;
  const auto id = id_of(Code::volume_low);
  const auto evidence = "the mixer is " + decimal(below_db) +
                        " dB below where the baseline was learnt";
  verdict.outcome = Outcome::failed;
  verdict.summary = std::string(id) + ": " + evidence;
  for (auto& finding : verdict.findings) {
    if (finding.id == id)
      finding = judged(finding.id, true, evidence);
  }
  return verdict;
}

Verdict not_judged(const std::vector<Code>& codes, const std::string& why) {
  Verdict verdict{};
  verdict.outcome = Outcome::inconclusive;
  verdict.summary = why;
  for (const auto code : codes)
    verdict.findings.push_back(unknown_finding(std::string(id_of(code)), why));
  return verdict;
}

Verdict not_played(const MixerState& mixer, const std::vector<Code>& codes) {
  auto verdict = not_judged(codes, "nothing was played");
  verdict.summary += ", the sound is off: " + describe(mixer);
  add_mixer_numbers(mixer, verdict.measurements);
  return verdict;
}

}  // namespace soundcheck::audio
