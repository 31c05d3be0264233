#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "agent/checkup.hpp"

namespace soundcheck {

struct ScheduleTimes {
  std::chrono::milliseconds boot_delay{30'000};
  std::chrono::milliseconds period{6 * 3'600'000};
  /// An uplink that is gone for less is nothing to look into.
  std::chrono::milliseconds offline_grace{10'000};
};

/// When the speaker checks itself without being asked. Decides and waits for
/// nothing; all times are Clock::monotonic().
class Schedule {
 public:
  enum class Reason {
    boot,
    periodic,
    closer,   ///< somebody wants to see more of it for a while
    offline,  ///< the way to the cloud is lost, so find out where
  };

  /// `random` (0 up to but not 1) spreads the periods by a tenth to each side:
  /// after a power cut in a town, its speakers must not report in step.
  Schedule(ScheduleTimes times,
           std::chrono::milliseconds now,
           std::function<double()> random);

  void uplink_connected();
  void uplink_lost(std::chrono::milliseconds now);
  /// Checks each `period` for `time`; a period of zero: as usual again.
  void look_closer(std::chrono::milliseconds now,
                   std::chrono::milliseconds period,
                   std::chrono::milliseconds time);
  /// What to run now, if anything; noted as begun.
  std::optional<Reason> take(std::chrono::milliseconds now);
  /// When to ask again, unless something happens before.
  std::chrono::milliseconds next() const;

 private:
  void plan_next(std::chrono::milliseconds now);

  ScheduleTimes times_;
  std::function<double()> random_;
  bool booted_ = false;
  bool was_connected_ = false;
  std::chrono::milliseconds due_;
  std::chrono::milliseconds closer_period_{};
  std::chrono::milliseconds closer_until_{};
  std::optional<std::chrono::milliseconds> offline_due_;
};

/// What the last report said of each probe, to see whether a new one differs.
class LastOutcomes {
 public:
  /// True when a probe's outcome or the most probable fault is not what it
  /// was. Probes that were stopped or did not run tell nothing. Remembers.
  bool changed_by(const CheckupResult& result);

 private:
  std::map<std::string, Outcome> outcomes_;
  std::optional<std::string> fault_id_;  ///< empty text: none
};

}  // namespace soundcheck
