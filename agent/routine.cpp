#include "agent/routine.hpp"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "agent/log.hpp"

namespace soundcheck {

namespace asio = boost::asio;

namespace {

constexpr auto* silent_why = "it can be heard, so it runs only when asked for";

Task<Verdict> stay_silent() {
  co_return Error(Errc::unsupported, silent_why);
}

v1::Trigger trigger_of(Schedule::Reason reason, bool changed) {
  switch (reason) {
    case Schedule::Reason::boot:
      return v1::TRIGGER_BOOT;
    case Schedule::Reason::offline:
      return v1::TRIGGER_CHANGE;
    case Schedule::Reason::closer:
      return v1::TRIGGER_ON_DEMAND;
    case Schedule::Reason::periodic:
      return changed ? v1::TRIGGER_CHANGE : v1::TRIGGER_PERIODIC;
  }
  return v1::TRIGGER_UNSPECIFIED;
}

/// What was left out says nothing about the speaker: as a result it would hide
/// the last real one.
void leave_out_silenced(CheckupResult& result) {
  std::erase_if(result.runs, [&](const ProbeRun& run) {
    const bool silenced = run.summary == silent_why;
    auto& missing = result.diagnosis.not_measured;
    if (silenced && std::find(missing.begin(), missing.end(), run.probe_id) ==
                        missing.end())
      missing.push_back(run.probe_id);
    if (silenced)
      std::erase(result.diagnosis.probes_run, run.probe_id);
    return silenced;
  });
}

}  // namespace

std::vector<Probe> without_sound(const std::vector<Probe>& catalog) {
  auto silent = catalog;
  for (auto& probe : silent) {
    if (probe.cost.needs_test_consent())
      probe.run = [](Progress&) { return stay_silent(); };
  }
  return silent;
}

Routine::Routine(asio::any_io_executor executor,
                 Clock& clock,
                 Checkup& checkup,
                 Reporter& reporter,
                 Schedule schedule,
                 Keep keep_numbers,
                 Bell& bell,
                 Heal heal)
    : clock_(clock),
      checkup_(checkup),
      reporter_(reporter),
      schedule_(std::move(schedule)),
      keep_numbers_(std::move(keep_numbers)),
      bell_(bell),
      heal_(std::move(heal)),
      wake_(executor),
      background_(executor) {}

void Routine::start() {
  background_.start(run());
}

void Routine::uplink_connected() {
  schedule_.uplink_connected();
  wake_.cancel();
}

void Routine::uplink_lost() {
  schedule_.uplink_lost(clock_.monotonic());
  wake_.cancel();
}

void Routine::look_closer(std::chrono::seconds period,
                          std::chrono::seconds time) {
  schedule_.look_closer(clock_.monotonic(), period, time);
  wake_.cancel();
}

asio::awaitable<void> Routine::run() {
  co_await asio::this_coro::throw_if_cancelled(false);
  while (!stopping_) {
    const auto now = clock_.monotonic();
    if (const auto reason = schedule_.take(now)) {
      co_await check(*reason);
    } else {
      wake_.expires_after(schedule_.next() - now);
      co_await wake_.async_wait(asio::as_tuple(asio::use_awaitable));
    }
  }
}

asio::awaitable<void> Routine::check(Schedule::Reason reason) {
  checking_ = true;
  bell_.ring();
  auto result = co_await checkup_.diagnose("", {});
  checking_ = false;
  bell_.ring();
  if (result.cancelled)
    co_return;
  leave_out_silenced(result);
  const auto kept = co_await keep_numbers_(result.runs);
  if (!kept)
    log::error(kept.error().what);
  const bool changed = last_outcomes_.changed_by(result);
  const auto reported =
      co_await reporter_.report(trigger_of(reason, changed), result);
  if (!reported)
    log::error(reported.error().what);
  bell_.ring();
  if (heal_)
    co_await heal_(result);
}

asio::awaitable<void> Routine::stop() {
  stopping_ = true;
  wake_.cancel();
  co_await background_.stop();
}

}  // namespace soundcheck
