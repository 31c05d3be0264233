#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "probes/board/result.hpp"

namespace soundcheck {

/// Where one copy of U-Boot's environment lies.
struct EnvironmentPlace {
  std::string device;       ///< a device or a file; UBI also "/dev/ubi0:name"
  std::int64_t offset = 0;  ///< negative: from the end of the device
  std::size_t size = 0;     ///< bytes, with checksum and flag
};

/// fw_env.config of u-boot-tools and libubootenv (its docs/fw_env_config.md): a
/// line for each copy, one or two, with device, offset and size; sector sizes
/// behind them are not needed for reading. Errors: parse; a size above 1 MiB
/// and copies of different sizes are refused too.
Result<std::vector<EnvironmentPlace>> parse_fw_env_config(
    std::string_view text,
    std::string_view file);

}  // namespace soundcheck
