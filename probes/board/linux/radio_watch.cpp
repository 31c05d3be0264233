#include "probes/board/linux/radio_watch.hpp"

#include <boost/asio/this_coro.hpp>
#include <linux/netlink.h>
#include <linux/nl80211.h>

#include "probes/board/linux/netlink_events.hpp"
#include "probes/board/linux/nl80211_messages.hpp"
#include "probes/board/linux/nl80211_socket.hpp"
#include "probes/board/linux/scan_messages.hpp"

namespace soundcheck {

namespace {

using Kind = ConnectionEvent::Kind;

std::chrono::milliseconds now() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now().time_since_epoch());
}

/// What the kernel knows of the radio at one moment.
struct Look {
  std::uint32_t link_index = 0;
  std::vector<AccessPoint> access_points;

  /// Empty: not associated.
  std::string bssid() const {
    for (const auto& one : access_points) {
      if (one.associated)
        return one.bssid;
    }
    return {};
  }
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

Result<Look> look(const std::string& wanted) {
  auto nl80211 = Nl80211::open();
  if (!nl80211)
    return nl80211.error();
  const auto interfaces = nl80211->dump(NL80211_CMD_GET_INTERFACE);
  if (!interfaces)
    return interfaces.error();
  for (const auto& one : parse_wireless_interfaces(*interfaces)) {
    if (wanted.empty() ? !one.station : one.name != wanted)
      continue;
    const auto scan = nl80211->dump(NL80211_CMD_GET_SCAN, one.index);
    if (!scan)
      return scan.error();
    return Look{one.index, parse_access_points(*scan)};
  }
  return Error(Errc::unsupported, "no wireless interface");
}

Task<Look> look_aside(Worker& worker, const std::string& wanted) {
  const std::function<Result<Look>(std::stop_token)> job =
      [wanted](std::stop_token) { return look(wanted); };
  return run_blocking<Look>(worker, job);
}

/// How loud the access point was heard last, and the channel of an association:
/// of one that is gone only the list of the last scans still tells, and there
/// it may stand on two channels.
void add_signal(const Result<Look>& seen, ConnectionEvent& event) {
  if (!seen)
    return;
  const AccessPoint* latest = nullptr;
  for (const auto& one : seen->access_points) {
    const bool later = !latest || one.associated ||
                       (!latest->associated && one.age < latest->age);
    if (one.bssid == event.bssid && later)
      latest = &one;
  }
  if (!latest)
    return;
  event.signal_dbm = latest->signal_dbm;
  if (latest->associated && !event.frequency_mhz)
    event.frequency_mhz = latest->frequency_mhz;
}

}  // namespace

Task<void> RadioWatch::pass_on(std::vector<MlmeNews> news,
                               const ConnectionWatch::Tell& tell) {
  if (news.empty())
    co_return Result<void>();
  const auto seen = co_await look_aside(worker_, interface_name_);
  if (!seen && seen.error().code == Errc::cancelled)
    co_return seen.error();
  for (auto& one : news) {
    // Access points and direct links of this speaker are on the air, too.
    if (seen && one.link_index != seen->link_index)
      continue;
    auto event = story_.take(std::move(one.event), now());
    add_signal(seen, event);
    tell(std::move(event));
  }
  co_return Result<void>();
}

Task<void> RadioWatch::catch_up(const ConnectionWatch::Tell& tell) {
  auto seen = co_await look_aside(worker_, interface_name_);
  if (!seen && (seen.error().code == Errc::cancelled ||
                seen.error().code == Errc::unsupported)) {
    co_return seen.error();
  }
  // Else the next message may find it in a better mood.
  if (!seen)
    co_return Result<void>();
  if (auto event = story_.correct(seen->bssid(), now())) {
    add_signal(seen, *event);
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

}  // namespace soundcheck
