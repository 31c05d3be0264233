#pragma once

#include "probes/board/slot_verification.hpp"
#include "probes/board/slots.hpp"
#include "probes/board/verity.hpp"
#include "probes/probe.hpp"

namespace soundcheck::firmware {

/// Who tells about content. None of them reads a slot for this.
struct IntegrityPorts {
  Slots& slots;
  const SlotVerifications& verifications;
  Verity& verity;
};

/// Is what the speaker would start with, and what it runs, still what was
/// installed? Findings:
///
/// firmware.fallback_slot_damaged  a slot that does not run has another hash
///                           than the updater recorded, or its medium does not
///                           give all of it.
/// firmware.system_corrupt   the same of the slot that runs; or the kernel met
///                           a wrong block under dm-verity since the start.
///
/// A slot counts as it was read last in the background, by what the updater
/// recorded now: after an update it is not told yet. What this board has no
/// means to tell is unknown without making the verdict inconclusive.
Task<Verdict> check_integrity(IntegrityPorts ports, Progress& progress);

}  // namespace soundcheck::firmware
