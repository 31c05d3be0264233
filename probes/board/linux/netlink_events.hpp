#pragma once

#include <boost/asio/posix/stream_descriptor.hpp>
#include <cstdint>
#include <initializer_list>

#include "probes/board/linux/netlink_messages.hpp"
#include "probes/board/result.hpp"

namespace soundcheck {

/// What the kernel told since the last time.
struct NetlinkNews {
  NetlinkBytes bytes;
  /// It had more to tell than the socket could hold: what is known of its
  /// tables is old.
  bool lost = false;
};

/// Listens to multicast groups of the kernel, on the io_context: nothing is
/// asked, and nothing runs while nothing happens.
class NetlinkEvents {
 public:
  /// Errors: unsupported (no such protocol or group), denied, io.
  static Result<NetlinkEvents> open(
      boost::asio::any_io_executor executor,
      int protocol,
      std::initializer_list<std::uint32_t> groups);

  /// Waits for the next messages. Errors: cancelled, io.
  Task<NetlinkNews> next();

 private:
  explicit NetlinkEvents(boost::asio::posix::stream_descriptor socket)
      : socket_(std::move(socket)) {}

  boost::asio::posix::stream_descriptor socket_;
};

}  // namespace soundcheck
