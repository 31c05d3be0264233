#include "agent/schedule.hpp"

#include <algorithm>
#include <utility>

namespace soundcheck {

using std::chrono::milliseconds;

Schedule::Schedule(ScheduleTimes times,
                   milliseconds now,
                   std::function<double()> random)
    : times_(times), random_(std::move(random)), due_(now + times.boot_delay) {}

void Schedule::uplink_connected() {
  was_connected_ = true;
  offline_due_.reset();
}

void Schedule::uplink_lost(milliseconds now) {
  // Once per outage. Before the first connection the boot check-up looks.
  if (std::exchange(was_connected_, false))
    offline_due_ = now + times_.offline_grace;
}

std::optional<Schedule::Reason> Schedule::take(milliseconds now) {
  std::optional<Reason> reason;
  if (now >= due_) {
    reason = !booted_              ? Reason::boot
             : now < closer_until_ ? Reason::closer
                                   : Reason::periodic;
    booted_ = true;
  }
  // Told last, because it says more: one check-up answers both.
  if (offline_due_ && now >= *offline_due_) {
    reason = Reason::offline;
    offline_due_.reset();
  }
  if (reason && now >= due_)
    plan_next(now);
  return reason;
}

void Schedule::plan_next(milliseconds now) {
  const auto period = now < closer_until_ ? closer_period_ : times_.period;
  const auto share = 0.9 + 0.2 * random_();
  due_ = now + std::chrono::duration_cast<milliseconds>(period * share);
}

void Schedule::look_closer(milliseconds now,
                           milliseconds period,
                           milliseconds time) {
  const bool looked_closer = now < closer_until_;
  closer_period_ = period;
  closer_until_ = period.count() > 0 ? now + time : milliseconds();
  // The check-up of the boot stays where it is.
  if (booted_ && (looked_closer || now < closer_until_))
    plan_next(now);
}

milliseconds Schedule::next() const {
  return offline_due_ ? std::min(due_, *offline_due_) : due_;
}

bool LastOutcomes::changed_by(const CheckupResult& result) {
  bool changed = false;
  for (const auto& run : result.runs) {
    if (run.outcome == Outcome::cancelled)
      continue;
    const auto [known, is_new] = outcomes_.emplace(run.probe_id, run.outcome);
    if (!is_new)
      changed |= std::exchange(known->second, run.outcome) != run.outcome;
  }
  if (!result.cancelled) {
    const auto& faults = result.diagnosis.faults;
    const std::string fault_id = faults.empty() ? "" : faults[0].fault_id;
    changed |= fault_id_ && *fault_id_ != fault_id;
    fault_id_ = fault_id;
  }
  return changed;
}

}  // namespace soundcheck
