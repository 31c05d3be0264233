#pragma once

#include <filesystem>
#include <memory>

#include "probes/board/board.hpp"
#include "probes/board/linux/identity_files.hpp"
#include "probes/board/linux/kernel_calls.hpp"
#include "probes/profile.hpp"

namespace soundcheck {

struct LinuxBoardOptions {
  /// Below it lie /proc, /sys and /etc; another directory replays a captured
  /// tree through the same parsing code.
  std::filesystem::path root = "/";
  KernelCalls kernel;
  IdentityPaths identity;  ///< of the daemon's configuration
  RepairCommands repairs;  ///< likewise
};

/// Owns one adapter per port of a Linux speaker and lives as long as anybody
/// uses board(). The profile names its interfaces and sound devices. The
/// adapters open nothing before they are asked, so that a board without sound
/// or radio answers "unsupported" and all the rest works. A connection to a
/// broker is not the board's to have; the daemon puts its own in.
class LinuxBoard {
 public:
  explicit LinuxBoard(const Profile& profile, LinuxBoardOptions options = {});
  ~LinuxBoard();

  Board board();

 private:
  struct Adapters;
  std::unique_ptr<Adapters> adapters_;
};

}  // namespace soundcheck
