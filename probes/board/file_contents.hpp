#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "probes/board/result.hpp"

namespace soundcheck {

using Sha256 = std::array<std::uint8_t, 32>;

/// What something should hold.
struct FileContent {
  std::string name;  ///< of a file its path
  std::uint64_t size_bytes = 0;
  Sha256 sha256{};

  friend bool operator==(const FileContent&, const FileContent&) = default;
};

/// How a file compares with what it should hold.
struct FileComparison {
  enum class Result {
    same,
    other_size,
    other_content,
    missing,
    damaged,  ///< its medium or file system has lost it, so that reading fails
    unread,   ///< it may be as it should be: somebody refuses to show it
  };

  Result result = Result::unread;
  int error = 0;  ///< of damaged and unread: an errno
};

/// Files of the running system.
class FileContents {
 public:
  virtual ~FileContents() = default;
  /// One answer per file, in their order; `files` outlives the answer. A file
  /// of another size is not read. Errors: cancelled, io (no thread to be had).
  virtual Task<std::vector<FileComparison>> compare(
      const std::vector<FileContent>& files) = 0;
  /// The first line of what a driver shows in /sys or /proc, without the space
  /// around it. Errors: unsupported (no such file), denied, io.
  virtual Result<std::string> first_line(const std::string& path) = 0;
};

}  // namespace soundcheck
