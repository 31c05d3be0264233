#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "probes/board/result.hpp"

namespace soundcheck {

struct Filesystem {
  std::string mount_point;
  std::string type;
  /// "179:4"; mounts of one device share their space. Empty = not known.
  std::string device;
  bool read_only = false;
  /// Whoever mounted it wanted that. Without, the kernel did it by itself.
  bool asked_read_only = false;
  std::uint64_t size_bytes = 0;       ///< 0 = it could not be asked
  std::uint64_t available_bytes = 0;  ///< to an unprivileged writer
  std::uint64_t inodes = 0;           ///< 0 = the file system has no inodes
  std::uint64_t inodes_free = 0;
};

/// eMMC wear as JEDEC EXT_CSD tells it.
struct FlashLife {
  std::string device;
  /// Share of the life used, in steps of ten per cent: 0x01 = 0..10 %, 0x0b =
  /// used up, 0x00 = not defined. Types A and B.
  std::optional<int> life_time_a, life_time_b;
  std::optional<int> pre_eol;  ///< 1 normal, 2 warning, 3 urgent, 0 undefined
  std::string trouble;         ///< which of them cannot be read, and why
};

/// What ext4 keeps in its superblock of itself. fsck sets the errors to zero.
struct Ext4Health {
  std::string device;  ///< "mmcblk0p4"
  std::optional<std::uint64_t> errors, warnings;
  std::optional<std::uint64_t> first_error_unix_s, last_error_unix_s;
  std::string last_error_func;  ///< of the kernel; empty = not told
  /// Since it was made, and since it was mounted.
  std::optional<std::uint64_t> lifetime_written_kib, session_written_kib;
  std::string trouble;
};

/// A UBI device: raw NAND, of which bad blocks are replaced from a reserve.
struct UbiDevice {
  struct Volume {
    std::string name;
    std::optional<std::uint64_t> corrupted;      ///< not 0 = it is
    std::optional<std::uint64_t> update_marker;  ///< not 0 = a write broke off
  };
  std::string device;  ///< "ubi0"
  std::optional<std::uint64_t> bad_blocks, reserved_for_bad, max_erase_count;
  std::vector<Volume> volumes;
  std::string trouble;
};

/// A device that may be written, and what was since the start.
struct BlockWrites {
  std::string device;  ///< "mmcblk0", never a partition
  std::optional<std::uint64_t> written_bytes;
  std::string trouble;
};

struct StorageState {
  std::vector<Filesystem> filesystems;  ///< of real storage, plus /tmp and /run
  std::vector<FlashLife> flash;
  std::vector<Ext4Health> ext4;
  std::vector<UbiDevice> ubi;
  std::vector<BlockWrites> writes;
  std::optional<double> uptime_s;
};

class Storage {
 public:
  virtual ~Storage() = default;
  /// Errors: io, parse.
  virtual Task<StorageState> state() = 0;
};

}  // namespace soundcheck
