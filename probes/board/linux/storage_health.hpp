#pragma once

#include <string_view>

#include "probes/board/linux/board_root.hpp"
#include "probes/board/storage.hpp"

namespace soundcheck {

/// Fills in everything of the state but its file systems: what eMMC, ext4, UBI
/// and the block devices tell of themselves in /sys, and the uptime. What is
/// garbled is absent, and `trouble` of that part names the file. Errors: denied
/// or io, when a folder cannot be listed.
Result<void> read_storage_health(const BoardRoot& root, StorageState& state);

/// Bytes written since the start, of /sys/block/<device>/stat (the kernel's
/// block/stat.rst). Errors: parse.
Result<std::uint64_t> parse_written_bytes(std::string_view text,
                                          std::string_view file);

}  // namespace soundcheck
