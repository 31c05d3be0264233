#include <catch2/catch.hpp>

#include "agent/local/server.hpp"
#include "tests/support/result_printer.hpp"
#include "tests/unit/agent/local/local_fixture.hpp"

using namespace soundcheck;
using test::LocalFixture;
using test::RawClient;
using test::request;
using test::run_request;

TEST_CASE("a client that goes away takes its run along and harms nobody") {
  LocalFixture f;
  f.serve();
  RawClient other(f.file);
  {
    RawClient client(f.file);
    client.send(run_request(1, "test.slow"));
    f.poll();
    REQUIRE(f.clock.sleepers() >= 1);
  }
  f.poll();

  CHECK(f.clock.sleepers() == 0);
  other.send(run_request(1, "test.quick"));
  f.poll();
  CHECK(other.take().back().has_done());
}

TEST_CASE("two clients run at the same time") {
  LocalFixture f;
  f.serve();
  RawClient slow(f.file);
  RawClient quick(f.file);

  slow.send(run_request(1, "test.slow"));
  quick.send(run_request(1, "test.quick"));
  f.poll();

  CHECK(quick.take().back().has_done());
  f.clock.advance(std::chrono::hours(1));
  f.poll();
  CHECK(slow.take().back().has_done());
}

TEST_CASE("garbage is answered and ends that connection only") {
  LocalFixture f;
  f.serve();
  RawClient good(f.file);
  RawClient bad(f.file);
  const std::string garbage = GENERATE(
      std::string("\0\0\0\4\xff\xff\xff\xff", 8),  // framed, not protobuf
      std::string("\x7f\xff\xff\xff", 4),          // announces 2 GiB
      std::string("GET / HTTP/1.1\r\n\r\n"));

  bad.send(garbage);
  f.poll();
  const auto answers = bad.take();

  REQUIRE(answers.size() == 1);
  CHECK(answers[0].error().reason() == v1::REASON_PARSE);
  CHECK(bad.gone());
  good.send(run_request(1, "test.quick"));
  f.poll();
  CHECK(good.take().back().has_done());
}

TEST_CASE("an id that is still open cannot be used again") {
  LocalFixture f;
  f.serve();
  RawClient client(f.file);

  client.send(run_request(1, "test.slow"));
  client.send(run_request(1, "test.quick"));
  f.poll();

  CHECK(client.take().back().error().what() == "request 1 is still open");
  CHECK(client.gone());
  CHECK(f.clock.sleepers() == 0);
}

TEST_CASE("a client that does not finish its frame is dropped in time") {
  LocalFixture f;
  f.serve();
  RawClient client(f.file);
  client.send(std::string("\0\0", 2));
  f.poll();

  f.clock.advance(std::chrono::milliseconds(9'999));
  f.poll();
  client.take();
  CHECK(!client.gone());
  f.clock.advance(std::chrono::milliseconds(1));
  f.poll();
  client.take();

  CHECK(client.gone());
}

TEST_CASE("a client that waits between frames is left alone") {
  LocalFixture f;
  f.serve();
  RawClient client(f.file);
  f.poll();

  f.clock.advance(std::chrono::hours(24));
  f.poll();
  client.send(run_request(1, "test.quick"));
  f.poll();

  CHECK(client.take().back().has_done());
}

TEST_CASE("a client that does not read is dropped at a bounded queue") {
  LocalFixture f;
  local::Limits limits;
  limits.queued_bytes = 16 * 1024;
  limits.requests.burst = 1'000'000;  // else it is slowed down first
  f.serve(limits);
  RawClient deaf(f.file);
  RawClient other(f.file);
  auto list = request(1);
  list.mutable_list_probes();
  deaf.send(run_request(2, "test.slow"));

  // Each answer is a hundred bytes or so; the kernel holds some 200 KiB.
  int sent = 0;
  while (sent < 20'000 && deaf.send(list)) {
    ++sent;
    f.poll();
  }
  f.poll();

  CHECK(sent < 20'000);
  CHECK(f.clock.sleepers() == 0);
  other.send(run_request(1, "test.quick"));
  f.poll();
  CHECK(other.take().back().has_done());
}

TEST_CASE("open requests and clients are limited") {
  LocalFixture f;
  local::Limits limits;
  limits.open_requests = 1;
  limits.clients = 1;
  f.serve(limits);
  RawClient first(f.file);
  RawClient second(f.file);

  first.send(run_request(1, "test.slow"));
  first.send(run_request(2, "test.quick"));
  f.poll();
  second.take();

  CHECK(first.take().back().error().reason() == v1::REASON_BUSY);
  CHECK(second.gone());
}

TEST_CASE("every truncation and every flipped byte of a request is survived") {
  LocalFixture f;
  f.serve();
  const auto whole =
      local::frame(run_request(1, "test.quick").SerializeAsString()).value();

  for (std::size_t i = 0; i < whole.size(); ++i) {
    auto flipped = whole;
    flipped[i] = static_cast<char>(flipped[i] ^ 0x55);
    RawClient client(f.file);
    client.send(flipped);
    f.poll();
    RawClient cut(f.file);
    cut.send(whole.substr(0, i));
    f.poll();
  }

  RawClient client(f.file);
  client.send(run_request(1, "test.quick"));
  f.poll();
  CHECK(client.take().back().has_done());
}
