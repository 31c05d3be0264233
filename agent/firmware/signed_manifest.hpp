#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string_view>

#include "agent/assist/signature.hpp"
#include "probes/board/firmware_manifest.hpp"

namespace soundcheck {

constexpr std::size_t max_signed_manifest_bytes = std::size_t{256} * 1024;
/// The only one there is so far.
constexpr unsigned manifest_format = 1;
/// Of all files together, so that a check-up is cheap on the slowest speaker.
constexpr std::uint64_t max_manifest_file_bytes = std::uint64_t{16} << 20;

/// A serialised SignedFirmwareManifest. Takes bytes of any content and size.
/// Errors: denied (it proves nothing, and why), unsupported (well signed, in a
/// format that came after this agent).
Result<FirmwareManifest> open_manifest(std::string_view bytes,
                                       const assist::TrustedKeys& keys);
/// The same of a file; blocks. Errors: those, and io; they begin with its name.
Result<FirmwareManifest> read_manifest(const std::filesystem::path& file,
                                       const assist::TrustedKeys& keys);

}  // namespace soundcheck
