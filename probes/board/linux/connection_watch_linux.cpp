#include "probes/board/linux/connection_watch_linux.hpp"

#include <algorithm>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
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

/// One of several coroutines that live as long as the watch. Not Asio's `&&`,
/// which takes 70 kB of the daemon for three of them.
class ConnectionWatchLinux::Part {
 public:
  Part(const asio::any_io_executor& executor, Task<void> task)
      : ended_(executor) {
    const std::function<void(std::exception_ptr, Result<void>)> end =
        [this](const std::exception_ptr& failure, const Result<void>&) {
          ended_.ring();
          // A defect of ours; the service manager restarts us.
          if (failure && !stopping_)
            std::rethrow_exception(failure);
        };
    asio::co_spawn(executor, std::move(task),
                   asio::bind_cancellation_slot(cancel_.slot(), end));
  }
  asio::awaitable<void> stop() {
    stopping_ = true;
    cancel_.emit(asio::cancellation_type::terminal);
    co_await ended_.heard();
  }

 private:
  Doorbell ended_;
  asio::cancellation_signal cancel_;
  bool stopping_ = false;
};

Task<void> ConnectionWatchLinux::watch(Tell tell) {
  co_await asio::this_coro::throw_if_cancelled(false);
  const auto executor = co_await asio::this_coro::executor;
  Doorbell new_link(executor);
  Doorbell change(executor);
  Part network(executor, watch_network(tell, new_link, change));
  Part radio(executor, watch_radio(tell, new_link));
  Part level(executor, radio_.keep_hearing());
  Part supplicant(executor, supplicant_.watch(tell, change));
  Doorbell never(executor);
  co_await never.heard();
  co_await network.stop();
  co_await radio.stop();
  co_await level.stop();
  co_await supplicant.stop();
  co_return Error(Errc::cancelled, "stopped");
}

}  // namespace soundcheck
