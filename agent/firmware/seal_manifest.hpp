#pragma once

#include <string>

#include "agent/assist/signing_key.hpp"
#include "probes/board/firmware_manifest.hpp"

namespace soundcheck {

/// A serialised SignedFirmwareManifest; the same manifest and key always give
/// the same bytes. The manifest keeps the rules. Errors: internal.
Result<std::string> seal_manifest(const FirmwareManifest& manifest,
                                  const assist::SigningKey& key);

}  // namespace soundcheck
