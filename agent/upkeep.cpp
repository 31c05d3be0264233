#include "agent/upkeep.hpp"

#include "agent/history_report.hpp"
#include "agent/log.hpp"

namespace soundcheck {

Task<v1::HistoryList> Upkeep::measurements(v1::ShowMeasurements which) {
  return tell_history(witnesses_.trends, std::move(which));
}

std::vector<ConnectionEvent> Upkeep::events(std::chrono::seconds window) {
  return witnesses_.connections.since(window);
}

void Upkeep::check_each(std::chrono::seconds period,
                        std::chrono::seconds time) {
  if (routine_)
    routine_->look_closer(period, time);
}

std::string Upkeep::light_problem() const {
  return light_.problem();
}

void Upkeep::light(bool on) {
  const auto done = light_.shine(on);
  // A speaker without one is nothing to complain of.
  if (!done && done.error().code != Errc::unsupported)
    log::error(done.error().what);
}

}  // namespace soundcheck
