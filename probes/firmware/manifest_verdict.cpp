#include "probes/firmware/manifest_verdict.hpp"

#include "probes/findings.hpp"
#include "probes/firmware/manifest_content.hpp"
#include "probes/firmware/manifest_release.hpp"

namespace soundcheck::firmware {

namespace {

void measure(const FirmwareManifest& manifest, Verdict& verdict) {
  double bytes = 0;
  for (const auto& file : manifest.files)
    bytes += static_cast<double>(file.size_bytes);
  const auto add = [&](const char* name, double value, const char* unit) {
    verdict.measurements.push_back({name, value, unit});
  };
  add("counter", static_cast<double>(manifest.counter), "");
  add("files", static_cast<double>(manifest.files.size()), "count");
  add("files_size", bytes, "bytes");
}

/// What may stay open: the expiry until the clock is set, the rollback where
/// nobody remembers.
std::vector<std::string> open_questions(const Result<std::uint64_t>& highest) {
  std::vector<std::string> ids;
  ids.emplace_back("firmware.manifest_expired");
  if (!highest && highest.error().code == Errc::unsupported)
    ids.emplace_back("firmware.manifest_rolled_back");
  return ids;
}

std::string summary_of(const Verdict& verdict,
                       const FirmwareManifest& manifest) {
  if (verdict.outcome == Outcome::failed)
    return evidence_of(verdict.findings, Presence::present);
  if (verdict.outcome == Outcome::inconclusive)
    return evidence_of(verdict.findings, Presence::unknown);
  return manifest.product + " " + manifest.version + ", as released by " +
         manifest.key_id;
}

}  // namespace

Verdict judge_manifest(const FirmwareManifest& manifest,
                       const ManifestEvidence& evidence) {
  Verdict verdict{};
  auto& findings = verdict.findings;
  findings.push_back(judged("firmware.manifest_untrusted", false,
                            "it is signed by " + manifest.key_id));
  findings.push_back(
      judge_product(manifest, evidence.identity, evidence.product));
  const bool foreign = findings.back().presence == Presence::present;
  findings.push_back(judge_counter(manifest, evidence.highest_counter));
  findings.push_back(judge_expiry(manifest, evidence.wall));
  judge_content(manifest, evidence.files, evidence.shown, foreign, findings);
  measure(manifest, verdict);
  verdict.outcome =
      outcome_of(findings, open_questions(evidence.highest_counter));
  verdict.summary = summary_of(verdict, manifest);
  return verdict;
}

Verdict distrust(const std::string& why) {
  Verdict verdict{};
  verdict.outcome = Outcome::failed;
  verdict.summary = why;
  verdict.findings.push_back(judged("firmware.manifest_untrusted", true, why));
  for (const auto* id :
       {"firmware.wrong_product", "firmware.manifest_rolled_back",
        "firmware.manifest_expired", "firmware.component_mismatch",
        "firmware.file_changed"}) {
    verdict.findings.push_back(
        unknown_finding(id, "the manifest is not trusted"));
  }
  return verdict;
}

}  // namespace soundcheck::firmware
