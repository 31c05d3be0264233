#include "agent/firmware/manifest_files.hpp"

#include "agent/firmware/counter_file.hpp"
#include "agent/firmware/signed_manifest.hpp"

namespace soundcheck {

Result<FirmwareManifest> ManifestFiles::read() {
  const auto& file = config_.firmware.manifest;
  if (file.empty()) {
    return Error(Errc::unsupported,
                 "no firmware manifest is configured ([firmware] manifest)");
  }
  return read_manifest(file, keys_);
}

Result<std::uint64_t> ManifestFiles::highest_counter() {
  return CounterFile(config_.paths.state_dir).read();
}

Result<void> ManifestFiles::remember_counter(std::uint64_t counter) {
  return CounterFile(config_.paths.state_dir).write(counter);
}

}  // namespace soundcheck
