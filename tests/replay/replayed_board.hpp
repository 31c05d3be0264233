#pragma once

#include <filesystem>

#include "probes/board/linux/linux_board.hpp"

namespace soundcheck::test {

/// A captured board: its files below `folder` go through the real adapters;
/// what its kernel and a time server answered stands in kernel.toml.
class ReplayedBoard {
 public:
  explicit ReplayedBoard(const std::filesystem::path& folder);
  ~ReplayedBoard();

  Board board();
  const Profile& profile() const { return profile_; }

 private:
  class RecordedWeb;

  Profile profile_;
  std::unique_ptr<RecordedWeb> web_;
  LinuxBoard board_;
};

}  // namespace soundcheck::test
