#include "tests/unit/agent/assist/noted_daemon.hpp"

namespace soundcheck::test {

assist::Policy open_door(assist::Policy policy) {
  policy.rules[static_cast<std::size_t>(assist::ConsentClass::session)] =
      assist::Rule::allow;
  return policy;
}

Task<v1::HistoryList> NotedDaemon::measurements(v1::ShowMeasurements which) {
  if (which.series() == "no.such/series")
    co_return Error(Errc::unsupported, "there is no such series");
  v1::HistoryList list;
  auto& series = *list.add_series();
  series.set_name(which.series());
  for (std::uint32_t day = 0; day < which.days(); ++day) {
    for (int i = 0; i < 6; ++i) {
      series.add_at_s(day * 86400 + i * 14400);
      series.add_median(1);
      series.add_low(0);
      series.add_high(2);
    }
  }
  co_return list;
}

std::vector<ConnectionEvent> NotedDaemon::events(std::chrono::seconds) {
  return kept;
}

void NotedDaemon::check_each(std::chrono::seconds period,
                             std::chrono::seconds time) {
  periods.emplace_back(period, time);
}

}  // namespace soundcheck::test
