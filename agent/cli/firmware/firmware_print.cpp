#include <iomanip>
#include <ostream>

#include "agent/cli/firmware/firmware_text.hpp"
#include "agent/cli/firmware/utc_date.hpp"
#include "agent/cli/print.hpp"

namespace soundcheck::cli {

namespace {

std::string count(std::size_t number, const std::string& what) {
  return std::to_string(number) + " " + what + (number == 1 ? "" : "s");
}

void print_manifest(std::ostream& out, const FirmwareManifest& manifest) {
  const auto expires = manifest.expires_unix_s;
  out << manifest.product << ' ' << manifest.version << ", counter "
      << manifest.counter << ", signed by " << manifest.key_id << '\n'
      << "issued " << utc_text(manifest.issued_unix_s) << ", expires "
      << (expires == 0 ? "never" : utc_text(expires)) << '\n'
      << content_text(manifest) << '\n';
}

}  // namespace

std::string content_text(const FirmwareManifest& manifest) {
  return count(manifest.files.size(), "file") + ", " +
         count(manifest.partitions.size(), "partition") + ", " +
         count(manifest.components.size(), "component");
}

void print_verification(std::ostream& out, const Verification& verification) {
  if (verification.manifest)
    print_manifest(out, *verification.manifest);
  const auto& run = verification.run;
  for (const auto& finding : run.findings) {
    out << "  " << std::left << std::setw(8) << to_string(finding.presence)
        << std::setw(30) << finding.id << printable(finding.evidence) << '\n';
  }
  out << to_string(run.outcome) << ": " << printable(run.summary) << '\n';
}

}  // namespace soundcheck::cli
