#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <string>

#include "cloud-sim/http/event_ring.hpp"
#include "cloud-sim/http/message.hpp"

namespace soundcheck::cloud {

/// One event as its lines.
std::string to_lines(const ServerEvent& event);

/// Where a reader starts, and whether it must first be told that it missed
/// something.
struct StartPoint {
  std::uint64_t after = 0;
  bool reset = false;
};
StartPoint start_point(const EventRing& ring, const std::string& last_event_id);

/// Sends events until the reader goes or does not take them for ten seconds.
boost::asio::awaitable<void> stream_events(boost::beast::tcp_stream& stream,
                                           EventRing& ring,
                                           std::string device,
                                           std::string last_event_id,
                                           Response head);

}  // namespace soundcheck::cloud
