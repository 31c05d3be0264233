#pragma once

#include "agent/assist/signature.hpp"
#include "agent/config.hpp"
#include "probes/board/firmware_manifest.hpp"

namespace soundcheck {

/// The manifest that the configuration names, and the counter in the state
/// folder: no image and no update writes there. Both arguments outlive it.
class ManifestFiles final : public ManifestStore {
 public:
  ManifestFiles(const Config& config, const assist::TrustedKeys& keys)
      : config_(config), keys_(keys) {}

  Result<FirmwareManifest> read() override;
  Result<std::uint64_t> highest_counter() override;
  Result<void> remember_counter(std::uint64_t counter) override;

 private:
  const Config& config_;
  const assist::TrustedKeys& keys_;
};

}  // namespace soundcheck
