#include "probes/board/linux/clock_linux.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>

#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"

using namespace soundcheck;
using namespace std::chrono_literals;
namespace asio = boost::asio;

TEST_CASE("the clocks tick and agree with the kernel's") {
  ClockLinux clock;

  const auto before = clock.monotonic();
  const auto wall = clock.wall();

  CHECK(before > 0ms);
  CHECK(clock.monotonic() >= before);
  const auto system = std::chrono::system_clock::now().time_since_epoch();
  CHECK(system - wall < 10s);
  CHECK(wall - system < 10s);
}

TEST_CASE("a sleep ends by itself") {
  ClockLinux clock;

  CHECK(test::run(clock.sleep(1ms)));
}

TEST_CASE("a sleep that is cancelled says so") {
  ClockLinux clock;
  asio::io_context io(1);
  asio::cancellation_signal stop;
  std::optional<Result<void>> slept;
  co_spawn(io, clock.sleep(1h),
           asio::bind_cancellation_slot(
               stop.slot(), [&](std::exception_ptr, Result<void> result) {
                 slept = std::move(result);
               }));

  io.poll();
  REQUIRE(!slept);
  stop.emit(asio::cancellation_type::terminal);
  io.restart();
  io.poll();

  REQUIRE(slept);
  CHECK(slept->error().code == Errc::cancelled);
}
