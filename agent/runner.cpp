#include "agent/runner.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/experimental/channel.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>

#include "probes/board/race.hpp"

namespace soundcheck {

namespace asio = boost::asio;

namespace {

/// A bug in a probe is itself a result, so it stays inside. This stands within
/// the race with the deadline on purpose: a race waits for one success, and an
/// exception would leave only the deadline to win.
Task<Verdict> contain(const Probe& probe, Progress& progress) try {
  co_return co_await probe.run(progress);
} catch (const boost::system::system_error& e) {
  if (e.code() == asio::error::operation_aborted) {
    co_return Error(Errc::cancelled, "stopped");
  }
  co_return Error(Errc::internal, e.what());
} catch (const std::exception& e) {
  co_return Error(Errc::internal, e.what());
}

asio::awaitable<void> answer_into(Result<Verdict>& answer,
                                  const Probe& probe,
                                  Progress& progress) {
  answer = co_await contain(probe, progress);
}

asio::awaitable<void> wait_for(Clock& clock,
                               std::chrono::milliseconds duration) {
  (void)co_await clock.sleep(duration);
}

Task<Verdict> run_within_deadline(const Probe& probe,
                                  Progress& progress,
                                  Clock& clock) {
  Result<Verdict> answer = Error(Errc::internal, "never answered");
  const auto first = co_await race(answer_into(answer, probe, progress),
                                   wait_for(clock, probe.deadline));
  const auto state = co_await asio::this_coro::cancellation_state;
  if (state.cancelled() != asio::cancellation_type::none) {
    co_return Error(Errc::cancelled, "stopped");
  }
  if (first == 0)
    co_return answer;
  co_return Error(
      Errc::timeout,
      "no answer within " + std::to_string(probe.deadline.count()) + " ms");
}

Outcome outcome_of(Errc code) {
  switch (code) {
    case Errc::unsupported:
      return Outcome::not_supported;
    case Errc::cancelled:
      return Outcome::cancelled;
    default:
      return Outcome::inconclusive;
  }
}

ProbeRun describe(const Probe& probe, Result<Verdict> result) {
  ProbeRun run{};
  run.probe_id = probe.id;
  if (result) {
    run.outcome = result->outcome;
    run.summary = std::move(result->summary);
    run.measurements = std::move(result->measurements);
    run.findings = std::move(result->findings);
  } else {
    run.outcome = outcome_of(result.error().code);
    run.reason = result.error().code;
    // Whoever set this speaker up is to see at once that it is for him.
    if (run.reason == Errc::denied)
      run.summary = "denied: ";
    run.summary += result.error().what;
  }
  return run;
}

}  // namespace

/// One permit; whoever sent into the channel holds it.
struct Runner::Queue {
  explicit Queue(asio::any_io_executor executor) : permit(executor, 1) {}
  asio::experimental::channel<void(boost::system::error_code)> permit;
};

class Runner::Turn {
 public:
  explicit Turn(Queue* queue) : queue_(queue) {}
  ~Turn() {
    if (queue_)
      queue_->permit.try_receive([](auto) {});
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

 private:
  Queue* queue_;
};

Runner::Runner(Clock& clock) : clock_(clock) {}
Runner::~Runner() = default;

asio::awaitable<ProbeRun> Runner::run(const Probe& probe, Progress& progress) {
  // A cancelled run is answered, not thrown.
  co_await asio::this_coro::throw_if_cancelled(false);
  Queue* queue = nullptr;
  if (probe.hardware != Hardware::none) {
    auto& slot = queues_[probe.hardware];
    if (!slot) {
      slot = std::make_unique<Queue>(co_await asio::this_coro::executor);
    }
    const auto [denied] = co_await slot->permit.async_send(
        {}, asio::as_tuple(asio::use_awaitable));
    if (denied) {
      co_return describe(probe, Error(Errc::cancelled, "stopped"));
    }
    queue = slot.get();
  }
  const Turn turn(queue);
  const auto started = clock_.monotonic();
  auto run =
      describe(probe, co_await run_within_deadline(probe, progress, clock_));
  run.started = started;
  run.duration = clock_.monotonic() - started;
  co_return run;
}

}  // namespace soundcheck
