#include "agent/side_task.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <catch2/catch.hpp>
#include <stdexcept>

using namespace soundcheck;

namespace asio = boost::asio;

namespace {

Task<void> wait_for_ever(bool& cleaned_up) {
  asio::steady_timer never(co_await asio::this_coro::executor,
                           asio::steady_timer::time_point::max());
  co_await never.async_wait(asio::as_tuple(asio::use_awaitable));
  cleaned_up = true;
  co_return Error(Errc::cancelled, "stopped");
}

Task<void> give_up() {
  co_return Error(Errc::unsupported, "nothing to do here");
}

Task<void> break_down() {
  throw std::logic_error("a defect");
  co_return Result<void>();
}

struct Fixture {
  void stop() {
    asio::co_spawn(io, task.stop(),
                   [this](const std::exception_ptr&) { stopped = true; });
    io.run();
  }

  asio::io_context io{1};
  SideTask task{io.get_executor()};
  bool stopped = false;
};

}  // namespace

TEST_CASE("a task that runs for ever is stopped and waited for") {
  Fixture f;
  bool cleaned_up = false;
  f.task.start(wait_for_ever(cleaned_up), "waiting");
  f.io.poll();
  CHECK(!cleaned_up);

  f.stop();

  CHECK(f.stopped);
  CHECK(cleaned_up);
}

TEST_CASE("a task that has ended, or was never started, is stopped at once") {
  Fixture f;
  SECTION("ended") {
    f.task.start(give_up(), "giving up");
    f.io.run();
    f.io.restart();
  }
  SECTION("never started") {}

  f.stop();

  CHECK(f.stopped);
}

TEST_CASE("a defect of a task ends the daemon, so that it starts anew") {
  Fixture f;
  f.task.start(break_down(), "breaking");

  CHECK_THROWS_AS(f.io.run(), std::logic_error);
}
