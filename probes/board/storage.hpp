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
};

struct StorageState {
  std::vector<Filesystem> filesystems;  ///< of real storage, plus /tmp and /run
  std::vector<FlashLife> flash;
};

class Storage {
 public:
  virtual ~Storage() = default;
  /// Errors: io, parse.
  virtual Task<StorageState> state() = 0;
};

}  // namespace soundcheck
