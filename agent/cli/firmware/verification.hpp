#pragma once

#include <filesystem>
#include <string>

#include "agent/assist/signature.hpp"
#include "agent/runner.hpp"
#include "probes/board/firmware_manifest.hpp"

namespace soundcheck::cli {

/// What a manifest is held against.
struct Subject {
  std::filesystem::path manifest;
  assist::TrustedKeys keys;
  std::filesystem::path root;  ///< of the files; empty = none is compared
  std::filesystem::path state_folder;  ///< of the daemon; empty = of none
  std::string product;                 ///< empty = as the model says
};

struct Verification {
  Result<FirmwareManifest> manifest;
  ProbeRun run;
};

/// Runs the probe firmware.manifest on it, as the daemon does, but remembers
/// nothing; without a root only what needs none. Blocks.
Verification verify(const Subject& subject);

}  // namespace soundcheck::cli
