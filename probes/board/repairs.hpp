#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "probes/board/result.hpp"

namespace soundcheck {

/// All that a speaker may do to itself. A closed list: there is no other way
/// from a remedy to the board.
enum class RepairAction {
  reconnect_wifi,   ///< leave the access point and join anew
  renew_lease,      ///< give the address back, ask the router for one
  prefer_dns,       ///< ask another DNS server first
  restart_service,  ///< of the name given, after a reset of what it has cached
  restore_mixer,    ///< to be heard again
  purge_caches,     ///< of what any program can make again
  resync_clock,     ///< by the network
  reinstall_slot,   ///< the one that does not run
  reboot,
};

constexpr std::size_t repair_actions = 9;

/// "reconnect_wifi", ... as in the knowledge base and in the configuration.
std::string_view to_string(RepairAction action);
std::optional<RepairAction> repair_action_of(std::string_view word);

/// How this product does it, from its configuration and nowhere else. Of each
/// program the absolute path, then the arguments; empty: there is none.
struct RepairCommands {
  std::array<std::vector<std::string>, repair_actions> act;
  std::array<std::vector<std::string>, repair_actions> undo;
  std::chrono::seconds patience{60};
  /// Of a loudspeaker that was turned down to nothing.
  double restored_volume_percent = 40;

  bool operator==(const RepairCommands&) const = default;
};

class Repairs {
 public:
  virtual ~Repairs() = default;
  /// Why this board cannot do it; empty when it can.
  virtual std::string hindrance(RepairAction action) const = 0;
  /// Why now is a bad time for what may interrupt: music plays. Empty: it is
  /// not.
  virtual std::string disturbance() const = 0;
  /// Returns when it is done, as far as the board can tell; only a probe knows
  /// whether it helped. `service` is the name for restart_service. Cancelled:
  /// it is broken off where it stands. Errors: unsupported, io, timeout,
  /// cancelled; of a command with its last words.
  virtual Task<void> perform(RepairAction action, std::string service) = 0;
  /// Takes back what perform() did last. Errors: as above; unsupported also
  /// when there is nothing to take back.
  virtual Task<void> undo(RepairAction action) = 0;
};

}  // namespace soundcheck
