#pragma once

#include "probes/board/clock.hpp"
#include "probes/board/compute.hpp"
#include "probes/board/firmware.hpp"
#include "probes/board/firmware_manifest.hpp"
#include "probes/probe.hpp"
#include "probes/profile.hpp"

namespace soundcheck::firmware {

/// Whom check_manifest() asks.
struct ManifestPorts {
  ManifestStore& manifest;
  Firmware& firmware;
  FileContents& files;
  Clock& clock;
  Compute& compute;
};

/// Is what runs what the manufacturer released? Signature, product, rollback
/// and freeze as in the threat model of The Update Framework
/// (theupdateframework.github.io/specification, 1.5.2), then the files that the
/// manifest lists. A counter that is higher than all before is remembered.
///
/// Expiry is judged by a clock that the kernel calls synchronised only, and a
/// rollback only where somebody remembers; without, those stay unknown and the
/// rest is judged.
Task<Verdict> check_manifest(ManifestPorts ports,
                             Profile::Firmware expected,
                             Progress& progress);

}  // namespace soundcheck::firmware
