#include "probes/firmware/identity.hpp"

#include "probes/findings.hpp"

namespace soundcheck::firmware {

namespace {

std::string describe(const FirmwareIdentity& identity) {
  std::string text = identity.os_id.empty() ? "firmware" : identity.os_id;
  text +=
      identity.version.empty() ? " without a version" : " " + identity.version;
  const std::pair<const char*, const std::string&> details[] = {
      {"build", identity.build_id},
      {"slot", identity.running_slot},
      {"kernel", identity.kernel},
      {"on", identity.model}};
  for (const auto& [name, value] : details) {
    if (!value.empty())
      text += std::string(", ") + name + " " + value;
  }
  return text;
}

}  // namespace

Task<Verdict> check_identity(Firmware& firmware, Progress& progress) {
  progress.report(0, "reading the firmware's identity");
  const auto identity = co_await firmware.identity();
  if (!identity)
    co_return identity.error().during("reading the firmware's identity");

  const bool nameless = identity->version.empty();
  Verdict verdict{};
  verdict.outcome = nameless ? Outcome::failed : Outcome::passed;
  verdict.summary = describe(*identity);
  verdict.findings = {
      judged("firmware.no_version", nameless,
             nameless ? "os-release has neither IMAGE_VERSION nor VERSION_ID"
                      : "version " + identity->version)};
  co_return verdict;
}

}  // namespace soundcheck::firmware
