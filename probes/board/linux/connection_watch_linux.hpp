#pragma once

#include <string>

#include "probes/board/connection_watch.hpp"
#include "probes/board/linux/doorbell.hpp"
#include "probes/board/linux/radio_watch.hpp"
#include "probes/board/linux/supplicant_watch.hpp"
#include "probes/board/network.hpp"

namespace soundcheck {

/// What is told unasked: of the radio (nl80211), of links and addresses
/// (rtnetlink), of joining (wpa_supplicant).
class ConnectionWatchLinux final : public ConnectionWatch {
 public:
  /// Empty name: the first interface in station mode. `worker` and `network`
  /// outlive it.
  ConnectionWatchLinux(Worker& worker,
                       Network& network,
                       const std::string& interface_name,
                       SupplicantWatch supplicant)
      : network_(network),
        radio_(worker, interface_name),
        supplicant_(std::move(supplicant)) {}
  Task<void> watch(Tell tell) override;

 private:
  class Part;
  Task<void> watch_network(const Tell& tell,
                           Doorbell& new_link,
                           Doorbell& change);
  Task<void> watch_radio(const Tell& tell, Doorbell& new_link);

  Network& network_;
  RadioWatch radio_;
  SupplicantWatch supplicant_;
};

}  // namespace soundcheck
