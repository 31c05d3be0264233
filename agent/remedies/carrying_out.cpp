// How a remedy is carried out, and what became of it.
#include <boost/asio/this_coro.hpp>

#include "agent/remedies/order.hpp"
#include "agent/remedies/remedies.hpp"
#include "agent/report.hpp"

namespace soundcheck::remedies {

namespace asio = boost::asio;

namespace {

/// A network needs a moment after what helped it, so one look is not enough.
constexpr int most_looks = 3;
constexpr std::chrono::seconds between_looks{5};
/// From the order to restart until the system ends this program.
constexpr std::chrono::minutes until_down{2};

class Busy {
 public:
  explicit Busy(bool& flag) : flag_(flag) { flag_ = true; }
  ~Busy() { flag_ = false; }
  Busy(const Busy&) = delete;
  Busy& operator=(const Busy&) = delete;

 private:
  bool& flag_;
};

/// The second of two rounds of the same probe.
Watch second_round(const Watch& watch) {
  return [&watch](const Step& step) {
    if (!watch)
      return;
    auto later = step;
    later.index = 1;
    later.count = 2;
    watch(later);
  };
}

}  // namespace

asio::awaitable<v1::RemedyResult> Remedies::apply(std::string remedy_id,
                                                  Watch watch) {
  Order order{*find(remedy_id), ports_.fault_of(remedy_id), false};
  return carry_out(std::move(order), std::move(watch));
}

asio::awaitable<v1::RemedyResult> Remedies::carry_out(Order order,
                                                      Watch watch) {
  co_await asio::this_coro::throw_if_cancelled(false);
  auto result = begin(order);
  if (result.outcome() != v1::REMEDY_OUTCOME_UNSPECIFIED)
    co_return result;
  const Busy busy(busy_);
  const std::vector<std::string> probe{order.remedy.confirming_probe};
  const auto before = co_await ports_.checkup.run(probe, watch);
  if (before.empty() || before[0].outcome == Outcome::cancelled) {
    end(result, v1::REMEDY_OUTCOME_FAILED, "stopped before it was begun");
    co_return result;
  }
  *result.add_confirmed() = to_wire(before[0]);
  if (order.automatic && before[0].outcome == Outcome::passed) {
    end(result, v1::REMEDY_OUTCOME_UNCHANGED, "nothing is wrong any more");
    co_return result;
  }
  const auto noted = co_await note_begin(order);
  if (!noted) {
    end(result, v1::REMEDY_OUTCOME_FAILED,
        noted.error().during("not done, as it cannot be written down").what);
    co_return result;
  }
  co_await act(order, before[0], second_round(watch), result);
  // The next start judges what has no outcome.
  if (result.outcome() != v1::REMEDY_OUTCOME_UNSPECIFIED)
    co_await settle(attempts_.back(), result);
  co_return result;
}

asio::awaitable<void> Remedies::act(const Order& order,
                                    const ProbeRun& before,
                                    Watch watch,
                                    v1::RemedyResult& result) {
  Step step;
  step.probe_id = order.remedy.confirming_probe;
  step.text = "acting: " + order.remedy.action;
  watch(step);
  const auto action = *repair_action_of(order.remedy.action);
  std::string service;
  if (action == RepairAction::restart_service) {
    const auto state = co_await ports_.services.look(expected_);
    if (state)
      service = troubled_service(*state);
  }
  const auto done = co_await ports_.repairs.perform(action, service);
  const auto code = done ? std::optional<Errc>() : done.error().code;
  if (code == Errc::cancelled || code == Errc::unsupported) {
    end(result,
        code == Errc::cancelled ? v1::REMEDY_OUTCOME_INTERRUPTED
                                : v1::REMEDY_OUTCOME_NOT_SUPPORTED,
        done.error().what);
    co_return;
  }
  if (done && action == RepairAction::reboot) {
    const auto waited = co_await ports_.clock.sleep(until_down);
    if (waited)
      end(result, v1::REMEDY_OUTCOME_FAILED, "the system did not restart");
    co_return;
  }
  const auto after =
      co_await confirm(step.probe_id, done ? most_looks : 1, watch);
  if (after.empty()) {
    end(result, v1::REMEDY_OUTCOME_FAILED, "stopped before it was confirmed");
    co_return;
  }
  *result.add_confirmed() = to_wire(after[0]);
  end(result, judge(before, after[0]), after[0].summary);
  if (result.outcome() == v1::REMEDY_OUTCOME_WORSE) {
    const auto undone = co_await ports_.repairs.undo(action);
    result.set_undone(undone.has_value());
  } else if (!done) {
    end(result, v1::REMEDY_OUTCOME_FAILED, done.error().what);
  }
}

/// The last answer; none when it was stopped before there was one.
asio::awaitable<std::vector<ProbeRun>> Remedies::confirm(std::string probe_id,
                                                         int looks,
                                                         const Watch& watch) {
  const std::vector<std::string> probe{std::move(probe_id)};
  std::vector<ProbeRun> last;
  for (int look = 0; look < looks; ++look) {
    if (look > 0)
      (void)co_await ports_.clock.sleep(between_looks);
    auto runs = co_await ports_.checkup.run(probe, watch);
    if (runs.empty())
      break;
    last = std::move(runs);
    if (last[0].outcome == Outcome::passed)
      break;
  }
  co_return last;
}

/// The daemon that began it is gone with the system.
v1::RemedyResult Remedies::judge_reboot(const Attempt& attempt,
                                        const CheckupResult& found) const {
  auto result = result_of(attempt);
  end(result, v1::REMEDY_OUTCOME_FAILED, "not confirmed after the reboot");
  const auto* remedy = find(attempt.remedy_id);
  for (const auto& run : found.runs) {
    if (remedy && run.probe_id == remedy->confirming_probe)
      end(result, judge(ProbeRun{.outcome = Outcome::inconclusive}, run),
          run.summary);
  }
  return result;
}

asio::awaitable<void> Remedies::heal(const CheckupResult& found) {
  if (!database_ || busy_)
    co_return;
  for (auto& attempt : attempts_) {
    if (attempt.outcome != v1::REMEDY_OUTCOME_UNSPECIFIED)
      continue;
    const Busy busy(busy_);
    co_await settle(attempt, judge_reboot(attempt, found));
  }
  const auto choice =
      choose(found.diagnosis, ports_.knowledge(), attempts_, rules_, now_s());
  if (!choice.remedy || !ports_.repairs.disturbance().empty())
    co_return;
  Order order{*choice.remedy, choice.fault_id, true};
  auto healing = carry_out(std::move(order), Watch());
  (void)co_await std::move(healing);
}

}  // namespace soundcheck::remedies
