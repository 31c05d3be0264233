#include "probes/board/repairs.hpp"

namespace soundcheck {

namespace {

constexpr std::array<std::string_view, repair_actions> words = {
    "reconnect_wifi",  "renew_lease",    "prefer_dns",
    "restart_service", "restore_mixer",  "purge_caches",
    "resync_clock",    "reinstall_slot", "reboot"};

}  // namespace

std::string_view to_string(RepairAction action) {
  return words[static_cast<std::size_t>(action)];
}

std::optional<RepairAction> repair_action_of(std::string_view word) {
  for (std::size_t i = 0; i < repair_actions; ++i) {
    if (words[i] == word)
      return static_cast<RepairAction>(i);
  }
  return std::nullopt;
}

}  // namespace soundcheck
