#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "probes/board/firmware.hpp"
#include "probes/board/firmware_manifest.hpp"
#include "probes/probe.hpp"

namespace soundcheck::firmware {

/// All that is held against a manifest.
struct ManifestEvidence {
  const std::string& product;  ///< empty = the model of the identity
  const FirmwareIdentity& identity;
  const Result<std::uint64_t>& highest_counter;
  std::optional<std::chrono::milliseconds> wall;  ///< of a clock to trust
  const std::vector<FileComparison>& files;       ///< one per file
  FileContents& shown;  ///< where components show their versions
};

/// The verdict on a manifest that is trusted.
Verdict judge_manifest(const FirmwareManifest& manifest,
                       const ManifestEvidence& evidence);

/// On one that proves nothing: all that it says is unknown.
Verdict distrust(const std::string& why);

}  // namespace soundcheck::firmware
