#pragma once

#include <string>

#include "probes/board/linux/board_root.hpp"
#include "probes/board/linux/worker.hpp"
#include "probes/board/radio.hpp"

namespace soundcheck {

/// The kernel's cfg80211 over netlink, and rfkill in /sys. Needs no privilege:
/// it asks only for what the kernel already knows and never starts a scan.
class RadioNl80211 final : public Radio {
 public:
  /// Empty name: the first interface in station mode.
  RadioNl80211(Worker& worker, BoardRoot root, std::string interface_name)
      : worker_(worker),
        root_(std::move(root)),
        interface_name_(std::move(interface_name)) {}
  Task<WifiLink> link() override;
  Task<RadioState> state() override;
  Task<std::vector<AccessPoint>> heard() override;
  Task<ChannelUse> channel() override;

 private:
  Worker& worker_;
  BoardRoot root_;
  std::string interface_name_;
};

}  // namespace soundcheck
