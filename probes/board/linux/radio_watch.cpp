#include "probes/board/linux/radio_watch.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <linux/netlink.h>
#include <linux/nl80211.h>

#include "probes/board/linux/netlink_events.hpp"
#include "probes/board/linux/nl80211_messages.hpp"
#include "probes/board/linux/nl80211_socket.hpp"
#include "probes/board/linux/scan_messages.hpp"

namespace soundcheck {

namespace {

using namespace std::chrono_literals;
using Kind = ConnectionEvent::Kind;

/// Whoever carries a speaker away is slower.
constexpr auto between_looks = 10s;

std::chrono::milliseconds now() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now().time_since_epoch());
}

/// What the kernel knows of the radio at one moment.
struct Look {
  std::uint32_t link_index = 0;
  std::vector<AccessPoint> access_points;
  WifiLink link;  ///< what is told of our station; empty without association
};

Result<std::uint32_t> find_group() {
  const auto nl80211 = Nl80211::open();
  if (!nl80211)
    return nl80211.error();
  const auto group = nl80211->mlme_group();
  if (!group)
    return Error(Errc::unsupported, "nl80211 tells of no associations");
  return *group;
}

Result<Look> look(const std::string& wanted, bool at_scans) {
  auto nl80211 = Nl80211::open();
  if (!nl80211)
    return nl80211.error();
  const auto interfaces = nl80211->dump(NL80211_CMD_GET_INTERFACE);
  if (!interfaces)
    return interfaces.error();
  for (const auto& one : parse_wireless_interfaces(*interfaces)) {
    if (wanted.empty() ? !one.station : one.name != wanted)
      continue;
    Look seen;
    seen.link_index = one.index;
    // A driver that tells nothing of its station has no level to tell.
    if (const auto stations = nl80211->dump(NL80211_CMD_GET_STATION, one.index))
      apply_station(*stations, seen.link);
    if (!at_scans)
      return seen;
    const auto scan = nl80211->dump(NL80211_CMD_GET_SCAN, one.index);
    if (!scan)
      return scan.error();
    seen.access_points = parse_access_points(*scan);
    return seen;
  }
  return Error(Errc::unsupported, "no wireless interface");
}

Task<Look> look_aside(Worker& worker,
                      const std::string& wanted,
                      bool at_scans) {
  const std::function<Result<Look>(std::stop_token)> job =
      [wanted, at_scans](std::stop_token) { return look(wanted, at_scans); };
  return run_blocking<Look>(worker, job);
}

}  // namespace

void RadioWatch::hear(const WifiLink& link) {
  if (!link.bssid.empty() && link.signal_dbm)
    signals_.hear(link.bssid, *link.signal_dbm, now());
}

void RadioWatch::take(const WifiLink& link, std::vector<AccessPoint> heard) {
  signals_.take(std::move(heard), now());
  hear(link);
}

Task<void> RadioWatch::pass_on(std::vector<MlmeNews> news,
                               const ConnectionWatch::Tell& tell) {
  if (news.empty())
    co_return Result<void>();
  auto seen = co_await look_aside(worker_, interface_name_, true);
  if (!seen && seen.error().code == Errc::cancelled)
    co_return seen.error();
  if (seen)
    take(seen->link, std::move(seen->access_points));
  for (auto& one : news) {
    // Access points and direct links of this speaker are on the air, too.
    if (seen && one.link_index != seen->link_index)
      continue;
    auto event = story_.take(std::move(one.event), now());
    if (seen)
      signals_.add_to(event);
    tell(std::move(event));
  }
  co_return Result<void>();
}

Task<void> RadioWatch::catch_up(const ConnectionWatch::Tell& tell) {
  auto seen = co_await look_aside(worker_, interface_name_, true);
  if (!seen && (seen.error().code == Errc::cancelled ||
                seen.error().code == Errc::unsupported)) {
    co_return seen.error();
  }
  // Else the next message may find it in a better mood.
  if (!seen)
    co_return Result<void>();
  take(seen->link, std::move(seen->access_points));
  if (auto event = story_.correct(signals_.bssid(), now())) {
    signals_.add_to(*event);
    tell(std::move(*event));
  }
  co_return Result<void>();
}

Task<void> RadioWatch::watch(const ConnectionWatch::Tell& tell) {
  const std::function<Result<std::uint32_t>(std::stop_token)> job =
      [](std::stop_token) { return find_group(); };
  const auto group = co_await run_blocking<std::uint32_t>(worker_, job);
  if (!group)
    co_return group.error();
  const auto executor = co_await boost::asio::this_coro::executor;
  auto events = NetlinkEvents::open(executor, NETLINK_GENERIC, {*group});
  if (!events)
    co_return events.error();
  auto done = co_await catch_up(tell);
  while (done) {
    const auto news = co_await events->next();
    if (!news)
      co_return news.error();
    done = co_await pass_on(parse_mlme_news(news->bytes), tell);
    if (done && news->lost) {
      ConnectionEvent lost;
      lost.kind = Kind::events_lost;
      lost.text = "of the radio";
      tell(std::move(lost));
      done = co_await catch_up(tell);
    }
  }
  co_return done;
}

Task<void> RadioWatch::keep_hearing() {
  boost::asio::steady_timer pause(co_await boost::asio::this_coro::executor);
  for (;;) {
    pause.expires_after(between_looks);
    const auto [stopped] = co_await pause.async_wait(
        boost::asio::as_tuple(boost::asio::use_awaitable));
    if (stopped)
      co_return Error(Errc::cancelled, "stopped");
    if (signals_.bssid().empty())
      continue;
    const auto seen = co_await look_aside(worker_, interface_name_, false);
    if (seen)
      hear(seen->link);
    else if (seen.error().code == Errc::cancelled)
      co_return seen.error();
  }
}

}  // namespace soundcheck
