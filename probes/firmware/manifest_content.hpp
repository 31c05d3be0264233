#pragma once

#include <vector>

#include "probes/board/firmware_manifest.hpp"
#include "probes/probe.hpp"

namespace soundcheck::firmware {

/// Appends firmware.component_mismatch and firmware.file_changed: do the files
/// hold what was released? A file of a component counts for the first. `seen`
/// has one answer per file of the manifest; components show their versions in
/// `shown`. Neither says anything when the manifest is `foreign`.
void judge_content(const FirmwareManifest& manifest,
                   const std::vector<FileComparison>& seen,
                   FileContents& shown,
                   bool foreign,
                   std::vector<Finding>& findings);

}  // namespace soundcheck::firmware
