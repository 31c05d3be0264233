#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>

#include "probes/board/linux/verity_status.hpp"
#include "probes/board/result.hpp"

namespace soundcheck {

/// What adjtimex(2) says, and the time since boot, by which the kernel dates
/// its log.
struct KernelTime {
  bool synchronised = false;
  std::optional<double> estimated_error_ms;  ///< only when synchronised
  std::int64_t wall_unix_s = 0;
  std::chrono::milliseconds since_boot{};
};

/// What statvfs(3) says of one mounted file system.
struct FilesystemSpace {
  std::uint64_t size_bytes = 0;
  std::uint64_t available_bytes = 0;  ///< to an unprivileged writer
  std::uint64_t inodes = 0;
  std::uint64_t inodes_free = 0;
};

/// Errors: io.
Result<KernelTime> ask_kernel_time();
/// Errors: unsupported (no such path), denied, io.
Result<FilesystemSpace> ask_filesystem_space(const std::filesystem::path& path);

/// What only a system call can tell. Whoever replays a captured tree brings
/// the answers of that board, because those of his own machine would be lies.
struct KernelCalls {
  std::function<Result<KernelTime>()> time = ask_kernel_time;
  /// Takes the path below the board's root.
  std::function<Result<FilesystemSpace>(const std::filesystem::path&)> space =
      ask_filesystem_space;
  /// Takes the device's major and minor number.
  std::function<Result<std::string>(unsigned, unsigned)> verity_status =
      ask_verity_status;
};

}  // namespace soundcheck
