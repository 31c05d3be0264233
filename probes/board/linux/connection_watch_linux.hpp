#pragma once

#include <string>

#include "probes/board/connection_watch.hpp"
#include "probes/board/linux/doorbell.hpp"
#include "probes/board/linux/radio_watch.hpp"
#include "probes/board/network.hpp"

namespace soundcheck {

/// What the kernel tells unasked: of the radio (nl80211) and of links and
/// addresses (rtnetlink).
class ConnectionWatchLinux final : public ConnectionWatch {
 public:
  /// Empty name: the first interface in station mode. Both outlive it.
  ConnectionWatchLinux(Worker& worker,
                       Network& network,
                       std::string interface_name)
      : network_(network), radio_(worker, std::move(interface_name)) {}
  Task<void> watch(Tell tell) override;

 private:
  Task<void> watch_network(const Tell& tell, Doorbell& new_link);
  Task<void> watch_radio(const Tell& tell, Doorbell& new_link);

  Network& network_;
  RadioWatch radio_;
};

}  // namespace soundcheck
