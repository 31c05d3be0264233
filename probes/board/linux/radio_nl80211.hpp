#pragma once

#include <string>

#include "probes/board/linux/worker.hpp"
#include "probes/board/radio.hpp"

namespace soundcheck {

/// The kernel's cfg80211 over netlink. Needs no privilege: it asks only for
/// what the kernel already knows and never starts a scan.
class RadioNl80211 final : public Radio {
 public:
  /// Empty name: the first interface in station mode.
  RadioNl80211(Worker& worker, std::string interface_name)
      : worker_(worker), interface_name_(std::move(interface_name)) {}
  Task<WifiLink> link() override;

 private:
  Worker& worker_;
  std::string interface_name_;
};

}  // namespace soundcheck
