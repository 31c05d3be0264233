#include "probes/board/linux/connection_watch_linux.hpp"

#include <algorithm>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/this_coro.hpp>
#include <linux/rtnetlink.h>

#include "probes/board/linux/netlink_events.hpp"
#include "probes/board/linux/network_story.hpp"

namespace soundcheck {

namespace asio = boost::asio;

namespace {

void tell_lost(const ConnectionWatch::Tell& tell, const std::string& text) {
  ConnectionEvent event;
  event.kind = ConnectionEvent::Kind::events_lost;
  event.text = text;
  tell(std::move(event));
}

bool same_links(const NetworkState& left, const NetworkState& right) {
  return std::equal(left.interfaces.begin(), left.interfaces.end(),
                    right.interfaces.begin(), right.interfaces.end(),
                    [](const NetworkInterface& a, const NetworkInterface& b) {
                      return a.name == b.name;
                    });
}

}  // namespace

Task<void> ConnectionWatchLinux::watch_network(const Tell& tell,
                                               Doorbell& new_link,
                                               Doorbell& change) {
  const auto executor = co_await asio::this_coro::executor;
  auto events = NetlinkEvents::open(
      executor, NETLINK_ROUTE,
      {RTNLGRP_LINK, RTNLGRP_IPV4_IFADDR, RTNLGRP_IPV6_IFADDR});
  if (!events) {
    tell_lost(tell, "of links and addresses: " + events.error().what);
    co_return events.error();
  }
  NetworkState before;
  bool known = false;
  for (;;) {
    auto after = co_await network_.state();
    if (!after && after.error().code == Errc::cancelled)
      co_return after.error();
    if (!after)
      tell_lost(tell, "of links and addresses: " + after.error().what);
    if (after && known) {
      for (auto& event : changes_between(before, *after))
        tell(std::move(event));
      if (!same_links(before, *after))
        new_link.ring();
      change.ring();
    }
    if (after) {
      before = std::move(*after);
      known = true;
    }
    // What they say is read from the tables, so that none can be missed.
    const auto news = co_await events->next();
    if (!news)
      co_return news.error();
    if (news->lost)
      tell_lost(tell, "of links and addresses");
  }
}

Task<void> ConnectionWatchLinux::watch_radio(const Tell& tell,
                                             Doorbell& new_link) {
  for (;;) {
    const auto ended = co_await radio_.watch(tell);
    const auto code = ended ? Errc::internal : ended.error().code;
    if (code == Errc::cancelled)
      co_return ended.error();
    if (code != Errc::unsupported)
      tell_lost(tell, "of the radio: " + ended.error().what);
    // A radio that was not there may have come.
    if (!co_await new_link.heard())
      co_return Error(Errc::cancelled, "stopped");
  }
}

Task<void> ConnectionWatchLinux::watch(Tell tell) {
  using namespace asio::experimental::awaitable_operators;
  const auto executor = co_await asio::this_coro::executor;
  Doorbell new_link(executor);
  Doorbell change(executor);
  co_await (watch_network(tell, new_link, change) &&
            watch_radio(tell, new_link) && supplicant_.watch(tell, change));
  co_return Error(Errc::cancelled, "stopped");
}

}  // namespace soundcheck
