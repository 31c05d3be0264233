#pragma once

#include <string>

#include "probes/board/connection_watch.hpp"
#include "probes/board/linux/board_root.hpp"
#include "probes/board/linux/doorbell.hpp"
#include "probes/board/linux/worker.hpp"
#include "probes/board/linux/wpa_socket.hpp"

namespace soundcheck {

/// What only wpa_supplicant knows of joining: keys that do not fit, networks
/// that are not found, scans that fail. The rest is told by the kernel.
class SupplicantWatch {
 public:
  /// As for SupplicantWpa.
  SupplicantWatch(Worker& worker,
                  BoardRoot root,
                  std::string folder,
                  std::string interface_name)
      : worker_(worker),
        root_(std::move(root)),
        folder_(std::move(folder)),
        interface_name_(std::move(interface_name)) {}

  /// Tells until it is cancelled. `change` rings when something of the network
  /// changed: a supplicant that was not there may be, and one that was there
  /// may have gone without a word. Errors: cancelled.
  Task<void> watch(const ConnectionWatch::Tell& tell, Doorbell& change);

 private:
  Task<WpaSocket> attach();
  Task<void> listen(WpaSocket& socket,
                    const ConnectionWatch::Tell& tell,
                    Doorbell& change);
  Task<void> ask_whether_it_lives(WpaSocket& socket);

  Worker& worker_;
  BoardRoot root_;
  std::string folder_;
  std::string interface_name_;
};

}  // namespace soundcheck
