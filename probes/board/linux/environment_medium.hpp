#pragma once

#include <optional>

#include "probes/board/linux/board_root.hpp"
#include "probes/board/linux/uboot_environment.hpp"

namespace soundcheck {

/// U-Boot's environment, from where /etc/fw_env.config says: a file, a block
/// device, an UBI volume, or MTD. Nothing when there is no such configuration.
/// What the medium lost counts as cut off. Errors: unsupported (no such device;
/// NAND with bad blocks, which U-Boot skips by a table of its own), denied, io,
/// parse.
Result<std::optional<UbootEnvironment>> read_environment(const BoardRoot& root);

}  // namespace soundcheck
