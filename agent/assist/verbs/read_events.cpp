#include <algorithm>

#include "agent/assist/verbs/table.hpp"
#include "agent/report.hpp"

namespace soundcheck::assist {

namespace {

constexpr std::uint32_t most_events = 400;

bool is_kind(std::string_view word) {
  for (int i = 0;; ++i) {
    const auto name = to_string(static_cast<ConnectionEvent::Kind>(i));
    if (name == "unknown")
      return false;
    if (name == word)
      return true;
  }
}

Admitted<Errand> plan(const v1::Command& command, const Checkup&) {
  const auto& which = command.read_events();
  const auto sound = check_range("limit", which.limit(), 1, most_events);
  if (!sound)
    return sound.error();
  if (!which.kind().empty() && !is_kind(which.kind())) {
    return Refused{v1::REFUSAL_UNSUPPORTED,
                   "this speaker knows no events \"" + which.kind() + '"'};
  }
  return Errand{ConsentClass::read,
                "Support sees what happened to the connection.",
                "客服可以查看网络连接的记录。"};
}

v1::Reply act(const Reach& reach, const Order& order) {
  const auto& which = order.command.read_events();
  const auto now = reach.clock.monotonic();
  constexpr std::chrono::seconds ever = std::chrono::years(10);
  const std::chrono::seconds window(which.from_s_ago());
  auto events = reach.daemon.events(window.count() == 0 ? ever : window);
  const auto latest = now - std::chrono::seconds(which.to_s_ago());
  std::erase_if(events, [&](const ConnectionEvent& event) {
    const bool asked =
        which.kind().empty() || to_string(event.kind) == which.kind();
    return !asked || event.monotonic > latest;
  });
  auto reply = succeeded();
  auto& report = *reply.mutable_events();
  report.set_wall_unix_ms(reach.clock.wall().count());
  report.set_clock_trusted(reach.clock.trusted());
  report.set_monotonic_ms(now.count());
  const auto left_out =
      events.size() - std::min<std::size_t>(events.size(), which.limit());
  for (auto i = left_out; i < events.size(); ++i)
    *report.add_connection() = to_wire(events[i]);
  return reply;
}

}  // namespace

const Verb read_events_verb = {.kind = v1::Command::kReadEvents,
                               .name = "read_events",
                               .opens_session = false,
                               .under_policy = true,
                               .exclusive = false,
                               .plan = plan,
                               .act = act};

}  // namespace soundcheck::assist
