#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "probes/board/result.hpp"

namespace soundcheck {

/// Where the files of a board lie: "/" on the board itself, another directory
/// when a captured tree is replayed. The kernel answers /proc and /sys from
/// memory, so reading them does not need a thread.
class BoardRoot {
 public:
  explicit BoardRoot(std::filesystem::path root) : root_(std::move(root)) {}

  /// "/proc/meminfo" below the root.
  std::filesystem::path path(std::string_view absolute) const;
  /// True when this is the running system and not a captured tree.
  bool is_this_system() const { return root_ == "/"; }

  /// The whole file, at most 1 MiB. Nothing when it does not exist, or when
  /// the kernel has the file but not the feature (PSI booted with psi=0).
  /// Errors: denied, io, parse (too long); all name the file.
  Result<std::optional<std::string>> read(std::string_view absolute) const;
  /// As read(), but a file that is not there is Errc::unsupported.
  Result<std::string> read_required(std::string_view absolute) const;
  /// `size` bytes of a file or device from an offset on, a negative one counted
  /// from its end. Fewer when it ends before, or when its medium has lost what
  /// follows. Errors: unsupported (not there), denied, io.
  Result<std::string> read_part(std::string_view absolute,
                                std::int64_t offset,
                                std::size_t size) const;
  /// The names in a directory, sorted; none when there is no such directory.
  /// Errors: denied, io.
  Result<std::vector<std::string>> list(std::string_view absolute) const;

 private:
  std::filesystem::path root_;
};

}  // namespace soundcheck
