#pragma once

#include <cstdint>
#include <filesystem>

#include "probes/board/result.hpp"

namespace soundcheck {

/// The highest counter of all firmware manifests that were ever believed: one
/// number on one line of "firmware-counter" in the state folder. Blocks.
class CounterFile {
 public:
  explicit CounterFile(const std::filesystem::path& state_folder)
      : file_(state_folder / "firmware-counter") {}

  const std::filesystem::path& path() const { return file_; }

  /// 0 when there is no file. Errors: io, parse ("FILE: ..."); a file that is
  /// there and says nothing is no zero, or breaking it would be a way around.
  Result<std::uint64_t> read() const;
  /// All or nothing, and on disk when it returns. Errors: io.
  Result<void> write(std::uint64_t counter) const;

 private:
  std::filesystem::path file_;
};

}  // namespace soundcheck
