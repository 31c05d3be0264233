#include "probes/board/linux/worker.hpp"

#include <atomic>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>
#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"

using namespace soundcheck;
namespace asio = boost::asio;

namespace {

using Job = std::function<Result<int>(std::stop_token)>;

/// A job that ends only when it is asked to stop, and says that it ended.
struct Stubborn {
  std::atomic<bool> started = false;
  std::atomic<bool> ended = false;

  Job job() {
    return [this](std::stop_token stop) -> Result<int> {
      std::mutex mutex;
      std::condition_variable_any stopped;
      std::unique_lock lock(mutex);
      started = true;
      started.notify_all();
      stopped.wait(lock, stop, [] { return false; });
      ended = true;
      return 1;
    };
  }
};

/// What a coroutine that was spawned by start() answered, if it did.
using Answer = std::optional<Result<int>>;

void start(asio::io_context& io,
           Worker& worker,
           Job job,
           Answer& answer,
           asio::cancellation_slot slot = {}) {
  co_spawn(io, run_blocking<int>(worker, std::move(job)),
           asio::bind_cancellation_slot(
               slot, [&answer](std::exception_ptr, Result<int> result) {
                 answer = std::move(result);
               }));
  io.poll();
}

}  // namespace

TEST_CASE("a job runs on its own thread and its answer comes back to ours") {
  Worker worker;
  std::thread::id job_thread;
  const Job job = [&](std::stop_token) -> Result<int> {
    job_thread = std::this_thread::get_id();
    return 42;
  };
  const auto resumed_on = [&]() -> asio::awaitable<std::thread::id> {
    const auto answer = co_await run_blocking<int>(worker, job);
    CHECK(answer.value() == 42);
    co_return std::this_thread::get_id();
  };

  const auto our_thread = test::run(resumed_on());

  CHECK(our_thread == std::this_thread::get_id());
  CHECK(job_thread != our_thread);
}

TEST_CASE("the error of a job is its answer") {
  Worker worker;
  const Job job = [](std::stop_token) -> Result<int> {
    return Error(Errc::busy, "in use");
  };

  const auto answer = test::run(run_blocking<int>(worker, job));

  REQUIRE(!answer);
  CHECK(answer.error() == Error(Errc::busy, "in use"));
}

TEST_CASE("an exception of a job is an internal error") {
  Worker worker;
  const Job job = [](std::stop_token) -> Result<int> {
    throw std::runtime_error("a defect");
  };

  const auto answer = test::run(run_blocking<int>(worker, job));

  REQUIRE(!answer);
  CHECK(answer.error() == Error(Errc::internal, "a defect"));
}

TEST_CASE("cancelling asks the job to stop and waits for its end") {
  Worker worker;
  Stubborn stubborn;
  asio::io_context io(1);
  asio::cancellation_signal cancel;
  Answer answer;
  start(io, worker, stubborn.job(), answer, cancel.slot());
  CHECK(!answer);

  cancel.emit(asio::cancellation_type::terminal);
  io.restart();
  io.run();

  REQUIRE(answer);
  CHECK(stubborn.ended);
  REQUIRE(!*answer);
  CHECK(answer->error().code == Errc::cancelled);
}

TEST_CASE("a cancelled wait leaves exceptions as they were") {
  Worker worker;
  Stubborn stubborn;
  asio::io_context io(1);
  asio::cancellation_signal cancel;
  std::optional<bool> throws;
  const auto ask = [&]() -> asio::awaitable<void> {
    co_await run_blocking<int>(worker, stubborn.job());
    throws = co_await asio::this_coro::throw_if_cancelled();
  };
  co_spawn(io, ask(),
           asio::bind_cancellation_slot(cancel.slot(), asio::detached));
  io.poll();

  cancel.emit(asio::cancellation_type::terminal);
  io.restart();
  io.run();

  CHECK(throws == true);
}

TEST_CASE("the end of the worker stops its jobs and waits for them") {
  Stubborn first;
  Stubborn second;
  asio::io_context io(1);
  Answer first_answer;
  Answer second_answer;
  {
    Worker worker;
    start(io, worker, first.job(), first_answer);
    start(io, worker, second.job(), second_answer);
    first.started.wait(false);
  }

  CHECK(first.ended);
  CHECK(second.ended);
  CHECK(!first_answer);
  io.restart();
  io.run();
  REQUIRE(first_answer);
  REQUIRE(!*first_answer);
  CHECK(first_answer->error().code == Errc::cancelled);
}

TEST_CASE("an io_context may die while a job runs") {
  Worker worker;
  Stubborn stubborn;
  Answer answer;
  {
    asio::io_context io(1);
    start(io, worker, stubborn.job(), answer);
    stubborn.started.wait(false);
  }

  CHECK(stubborn.ended);
  CHECK(!answer);
}

TEST_CASE("an io_context may die while a job ends") {
  for (int i = 0; i < 200; ++i) {
    Worker worker;
    Answer answer;
    asio::io_context io(1);
    start(
        io, worker, [](std::stop_token) -> Result<int> { return 1; }, answer);
  }
  SUCCEED("no race, no leak: the sanitizers look on");
}

TEST_CASE("a worker may die before an io_context that never runs again") {
  asio::io_context io(1);
  Answer answer;
  Stubborn stubborn;
  {
    Worker worker;
    start(io, worker, stubborn.job(), answer);
  }
  CHECK(stubborn.ended);
}
