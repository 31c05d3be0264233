#include "cloud-sim/http/event_ring.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>

#include "cloud-sim/http/event_stream.hpp"
#include "tests/unit/cloud-sim/result_printer.hpp"

using namespace soundcheck::cloud;
using namespace std::chrono_literals;

TEST_CASE("a reader that comes back gets what it missed, in order") {
  EventRing ring(1000, 10);
  const auto start = ring.newest();
  ring.add("device", "a", "{}");
  ring.add("device", "b", "{}");
  ring.add("report", "a", "{}");

  REQUIRE(ring.reaches_back_to(start));
  const auto* first = ring.after(start, "");
  REQUIRE(first != nullptr);
  CHECK(first->id == 1000);
  const auto* of_a = ring.after(first->id, "a");
  REQUIRE(of_a != nullptr);
  CHECK(of_a->kind == "report");
  CHECK(ring.after(of_a->id, "") == nullptr);
}

TEST_CASE("a reader that was away too long must start anew") {
  EventRing ring(1000, 3);
  for (int i = 0; i < 5; ++i)
    ring.add("device", "a", "{}");

  CHECK_FALSE(ring.reaches_back_to(1000));
  CHECK(ring.reaches_back_to(1001));
  CHECK(start_point(ring, "1000").reset);
  CHECK_FALSE(start_point(ring, "1003").reset);
  CHECK(start_point(ring, "1003").after == 1003);
}

TEST_CASE("R24: what was told of a forgotten speaker is told to nobody again") {
  EventRing ring(1000, 10);
  ring.add("device", "b", "{}");
  ring.add("report", "a", "{\"canary\":1}");
  ring.add("device", "b", "{}");

  ring.forget("a");

  CHECK(ring.after(999, "a") == nullptr);
  CHECK_FALSE(ring.reaches_back_to(1000));
  REQUIRE(ring.after(1001, "") != nullptr);
  CHECK(ring.after(1001, "")->id == 1002);
  CHECK(start_point(ring, "1000").reset);
}

TEST_CASE("an id of another life, of the future or of nobody means reset") {
  EventRing ring(1000, 3);
  ring.add("device", "a", "{}");

  for (const char* id : {"5", "1001", "18446744073709551615", "-1", "abc",
                         "99999999999999999999999"})
    CHECK(start_point(ring, id).reset);
  CHECK_FALSE(start_point(ring, "").reset);
  CHECK(start_point(ring, "").after == 1000);
}

TEST_CASE("who waits is woken by the next event") {
  boost::asio::io_context io;
  EventRing ring(1, 3);
  bool woken = false;
  const auto wait = [&]() -> boost::asio::awaitable<void> {
    co_await ring.changed(ring.newest(), 1h);
    woken = true;
  };
  boost::asio::co_spawn(io, wait(), boost::asio::detached);
  io.poll();
  REQUIRE_FALSE(woken);

  ring.add("device", "a", "{}");
  io.poll();

  CHECK(woken);
}

TEST_CASE("an event is written as server-sent events want it") {
  CHECK(to_lines({7, "device", "a", "{\"x\":1}"}) ==
        "id: 7\nevent: device\ndata: {\"x\":1}\n\n");
}
