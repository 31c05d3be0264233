#include "probes/firmware/manifest.hpp"

#include "probes/firmware/manifest_verdict.hpp"

namespace soundcheck::firmware {

namespace {

/// One that belongs to this speaker and is newer than all before.
bool is_newest(const FirmwareManifest& manifest,
               const Result<std::uint64_t>& highest,
               const Verdict& verdict) {
  for (const auto& finding : verdict.findings) {
    if (finding.id == "firmware.wrong_product" &&
        finding.presence != Presence::absent)
      return false;
  }
  return highest && manifest.counter > *highest;
}

}  // namespace

Task<Verdict> check_manifest(ManifestPorts ports,
                             Profile::Firmware expected,
                             Progress& progress) {
  progress.report(0, "reading the firmware manifest");
  const auto manifest = ports.manifest.read();
  if (!manifest && manifest.error().code == Errc::denied)
    co_return distrust(manifest.error().what);
  if (!manifest)
    co_return manifest.error().during("reading the firmware manifest");
  const auto identity = co_await ports.firmware.identity();
  if (!identity)
    co_return identity.error().during("reading the firmware's identity");
  progress.report(0.2, "comparing files");
  const auto compared = co_await ports.files.compare(manifest->files);
  if (!compared)
    co_return compared.error().during("comparing files");

  const auto highest = ports.manifest.highest_counter();
  ManifestEvidence evidence{expected.product, *identity, highest,
                            std::nullopt,     *compared, ports.files};
  if (ports.clock.trusted())
    evidence.wall = ports.clock.wall();
  auto verdict = judge_manifest(*manifest, evidence);
  if (is_newest(*manifest, highest, verdict)) {
    // Storage that takes nothing is for another probe to tell.
    const std::function<void()> work = [&] {
      (void)ports.manifest.remember_counter(manifest->counter);
    };
    (void)co_await ports.compute.run(work);
  }
  co_return verdict;
}

}  // namespace soundcheck::firmware
