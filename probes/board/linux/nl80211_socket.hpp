#pragma once

#include <cstdint>
#include <optional>

#include "probes/board/linux/netlink_socket.hpp"

namespace soundcheck {

/// Speaks nl80211 to the kernel; blocking.
class Nl80211 {
 public:
  /// Errors: unsupported (no cfg80211 in this kernel), denied, io, parse.
  static Result<Nl80211> open();

  /// `link_index` 0: of all interfaces. Errors: those of NetlinkSocket::ask().
  Result<NetlinkBytes> dump(std::uint8_t number, std::uint32_t link_index = 0);
  /// A question about one interface. Errors: those of NetlinkSocket::ask().
  Result<NetlinkBytes> ask(std::uint8_t number, std::uint32_t link_index);
  /// Where the kernel tells what happens to associations.
  std::optional<std::uint32_t> mlme_group() const { return mlme_group_; }

 private:
  Nl80211(NetlinkSocket socket,
          std::uint16_t family,
          std::optional<std::uint32_t> mlme_group)
      : socket_(std::move(socket)), family_(family), mlme_group_(mlme_group) {}

  NetlinkSocket socket_;
  std::uint16_t family_;
  std::optional<std::uint32_t> mlme_group_;
};

}  // namespace soundcheck
