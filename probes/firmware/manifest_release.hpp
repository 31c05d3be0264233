#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "probes/board/firmware.hpp"
#include "probes/board/firmware_manifest.hpp"
#include "probes/probe.hpp"

namespace soundcheck::firmware {

/// firmware.wrong_product: the manifest must belong to this image, and this
/// image to this speaker. An empty `product` is the model of the identity.
Finding judge_product(const FirmwareManifest& manifest,
                      const FirmwareIdentity& identity,
                      const std::string& product);

/// firmware.manifest_rolled_back: `highest` is of all before, 0 = there is
/// none.
Finding judge_counter(const FirmwareManifest& manifest,
                      const Result<std::uint64_t>& highest);

/// firmware.manifest_expired: a release that is never replaced keeps its old
/// holes. `wall` is the time of a clock that can be trusted.
Finding judge_expiry(const FirmwareManifest& manifest,
                     std::optional<std::chrono::milliseconds> wall);

}  // namespace soundcheck::firmware
