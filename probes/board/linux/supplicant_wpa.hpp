#pragma once

#include <string>

#include "probes/board/linux/board_root.hpp"
#include "probes/board/linux/worker.hpp"
#include "probes/board/linux/wpa_socket.hpp"
#include "probes/board/supplicant.hpp"

namespace soundcheck {

/// The conversation with the supplicant of one interface; empty name: of the
/// first that has a socket in `folder`, which lies below the root. Errors:
/// those of WpaSocket::open().
Result<WpaSocket> open_supplicant(const BoardRoot& root,
                                  const std::string& folder,
                                  std::string interface_name);

/// wpa_supplicant at its control socket.
class SupplicantWpa final : public Supplicant {
 public:
  /// `folder` is that of its ctrl_interface, below the root. Empty interface
  /// name: the first that has a socket there.
  SupplicantWpa(Worker& worker,
                BoardRoot root,
                std::string folder,
                std::string interface_name)
      : worker_(worker),
        root_(std::move(root)),
        folder_(std::move(folder)),
        interface_name_(std::move(interface_name)) {}

  Task<SupplicantState> state() override;
  Task<SupplicantNews> listen(
      std::chrono::milliseconds patience,
      bool try_again,
      std::function<bool(const SupplicantNews&)> enough) override;

 private:
  Worker& worker_;
  BoardRoot root_;
  std::string folder_;
  std::string interface_name_;
};

}  // namespace soundcheck
