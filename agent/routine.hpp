#pragma once

#include <boost/asio/steady_timer.hpp>

#include "agent/background.hpp"
#include "agent/bell.hpp"
#include "agent/checkup.hpp"
#include "agent/reporter.hpp"
#include "agent/schedule.hpp"

namespace soundcheck {

/// The same catalog for check-ups that nobody asked for: what can be heard is
/// answered as not supported, because a speaker does not beep by itself.
std::vector<Probe> without_sound(const std::vector<Probe>& catalog);

/// Checks and reports when the schedule says so.
class Routine {
 public:
  /// Takes the numbers of a check-up, before its report is made.
  using Keep = std::function<Task<void>(const std::vector<ProbeRun>&)>;
  /// Sees to what a check-up found, after its report was made.
  using Heal =
      std::function<boost::asio::awaitable<void>(const CheckupResult&)>;

  /// `checkup` is one over without_sound(); the bell rings when a check-up
  /// begins and when its report is made. All outlive it and its stop().
  Routine(boost::asio::any_io_executor executor,
          Clock& clock,
          Checkup& checkup,
          Reporter& reporter,
          Schedule schedule,
          Keep keep_numbers,
          Bell& bell,
          Heal heal = {});

  void start();
  void uplink_connected();
  void uplink_lost();
  /// See Schedule::look_closer().
  void look_closer(std::chrono::seconds period, std::chrono::seconds time);
  bool checking() const { return checking_; }
  /// Returns when a running probe was stopped and nothing of it is left.
  boost::asio::awaitable<void> stop();

 private:
  boost::asio::awaitable<void> run();
  boost::asio::awaitable<void> check(Schedule::Reason reason);

  Clock& clock_;
  Checkup& checkup_;
  Reporter& reporter_;
  Schedule schedule_;
  Keep keep_numbers_;
  Bell& bell_;
  Heal heal_;
  LastOutcomes last_outcomes_;
  boost::asio::steady_timer wake_;
  Background background_;
  bool stopping_ = false;
  bool checking_ = false;
};

}  // namespace soundcheck
