#include "probes/board/race.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <catch2/catch.hpp>
#include <stdexcept>

#include "tests/support/run.hpp"

using namespace soundcheck;
using soundcheck::test::run;
namespace asio = boost::asio;

namespace {

asio::awaitable<void> end_at_once() {
  co_return;
}

/// Ends only when it is stopped, and tells.
asio::awaitable<void> wait_for_ever(bool& stopped) {
  asio::steady_timer timer(co_await asio::this_coro::executor,
                           asio::steady_timer::time_point::max());
  co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
  stopped = true;
}

asio::awaitable<void> fail() {
  throw std::runtime_error("stumbled");
  co_return;
}

}  // namespace

TEST_CASE(
    "who ends first wins a race, and the other is stopped and waited for") {
  bool stopped = false;
  SECTION("the first") {
    CHECK(run(race(end_at_once(), wait_for_ever(stopped))) == 0);
  }
  SECTION("the second") {
    CHECK(run(race(wait_for_ever(stopped), end_at_once())) == 1);
  }
  CHECK(stopped);
}

TEST_CASE("an exception is no end of a race") {
  CHECK(run(race(fail(), end_at_once())) == 1);
}

TEST_CASE("both of a race stop when whoever waits for it is stopped") {
  asio::io_context io(1);
  asio::cancellation_signal stop;
  bool one = false;
  bool other = false;
  bool ended = false;
  asio::co_spawn(
      io, race(wait_for_ever(one), wait_for_ever(other)),
      asio::bind_cancellation_slot(
          stop.slot(), [&](std::exception_ptr, unsigned) { ended = true; }));
  io.poll();
  CHECK_FALSE(ended);
  stop.emit(asio::cancellation_type::terminal);
  io.poll();
  CHECK(one);
  CHECK(other);
  CHECK(ended);
}
