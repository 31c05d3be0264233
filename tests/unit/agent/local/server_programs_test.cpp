#include <catch2/catch.hpp>
#include <chrono>

#include "tests/unit/agent/local/programs_fixture.hpp"

// What programs tell the daemon and what it tells them.

using namespace soundcheck;
using namespace std::chrono_literals;
using test::event;
using test::Programs;
using test::RawClient;
using test::request;
using test::run_request;

namespace {

v1::LocalRequest watch(std::uint64_t id, std::uint64_t seen) {
  auto message = request(id);
  message.set_watch(seen);
  return message;
}

}  // namespace

TEST_CASE("events and measurements of programs are kept") {
  Programs f;
  f.serve();
  RawClient client(f.file);
  auto number = request(2);
  number.mutable_post()->set_name("asr.latency");
  number.mutable_post()->set_value(412);
  number.mutable_post()->set_unit("ms");

  client.send(event(1, "asr.no_reply", 3));
  client.send(number);
  client.send(event(3, "No Name"));
  const auto answers = f.answers(client);

  REQUIRE(answers.size() == 3);
  CHECK(answers[0].has_done());
  CHECK(answers[1].has_done());
  CHECK(answers[2].error().reason() == v1::REASON_PARSE);
  REQUIRE(f.reports.number(1));
  CHECK(f.reports.number(0)->value == 3);
  CHECK(f.reports.number(1)->unit == "ms");
}

TEST_CASE("who posts too much is told so until time has passed") {
  Programs f;
  f.serve();
  RawClient client(f.file);

  for (std::uint64_t i = 1; i <= 30; ++i) {
    client.send(event(i, "a"));
    REQUIRE(f.answers(client).at(0).has_done());
  }
  client.send(event(31, "a"));
  CHECK(f.answers(client).at(0).error().reason() == v1::REASON_BUSY);
  f.clock.advance(1s);
  client.send(event(32, "a"));
  CHECK(f.answers(client).at(0).has_done());
}

TEST_CASE("a client that floods is slowed down, and the others are served") {
  Programs f;
  f.serve();
  RawClient flood(f.file);
  RawClient other(f.file);

  std::size_t answered = 0;
  std::uint64_t id = 0;
  for (int turn = 0; turn < 100; ++turn) {
    for (int i = 0; i < 100; ++i) {
      auto status = request(++id);
      status.mutable_get_status();
      flood.send(status);
    }
    answered += f.answers(flood).size();
  }
  other.send(run_request(1, "test.quick"));

  CHECK(f.answers(other).back().has_done());
  // What one read takes in beyond the hundred is let through.
  CHECK(answered < 1500);
  f.clock.advance(30s);
  CHECK(!f.answers(flood).empty());
  CHECK(!flood.gone());
}

TEST_CASE("one program cannot take all places") {
  Programs f;
  local::Limits limits;
  limits.clients_of_process = 2;
  f.serve({}, limits);
  RawClient first(f.file), second(f.file), third(f.file);
  f.poll();

  third.take();

  CHECK(third.gone());
  first.send(run_request(1, "test.quick"));
  CHECK(f.answers(first).back().has_done());
}

TEST_CASE("a watcher is told at once, then only of what changes") {
  Programs f;
  f.serve();
  RawClient client(f.file);

  client.send(watch(1, 0));
  const auto first = f.answers(client);
  REQUIRE(first.size() == 1);
  const auto& status = first[0].done().status();
  CHECK(status.device() == "kitchen");
  client.send(watch(2, status.revision()));
  CHECK(f.answers(client).empty());
  f.bell.ring();
  const auto second = f.answers(client);

  REQUIRE(second.size() == 1);
  CHECK(second[0].id() == 2);
  CHECK(second[0].done().status().revision() > status.revision());
}

TEST_CASE("what changed before the question is told at once") {
  Programs f;
  f.serve();
  RawClient client(f.file);
  client.send(watch(1, 0));
  const auto seen = f.answers(client).back().done().status().revision();
  f.bell.ring();

  client.send(watch(2, seen));

  CHECK(f.answers(client).size() == 1);
}

TEST_CASE("a watcher can be called off and can go away") {
  Programs f;
  f.serve();
  {
    RawClient gone(f.file);
    gone.send(watch(1, f.bell.rings()));
    f.poll();
  }
  RawClient client(f.file);
  client.send(watch(1, f.bell.rings()));
  f.poll();
  auto cancel = request(2);
  cancel.mutable_cancel()->set_request_id(1);

  client.send(cancel);
  const auto answers = f.answers(client);
  f.bell.ring();
  f.poll();

  REQUIRE(answers.size() == 2);
  CHECK(answers[1].error().reason() == v1::REASON_CANCELLED);
}

TEST_CASE("what people are told of a fault comes in both languages") {
  Programs f;
  diagnosis::Fault fault{};
  fault.id = "wifi.weak_signal";
  fault.title = {"Weak signal", "信号弱"};
  f.knowledge.faults.push_back(fault);
  f.serve();
  RawClient client(f.file);
  auto title = request(1);
  title.set_get_text("title wifi.weak_signal");
  auto none = request(2);
  none.set_get_text("remedy wifi.weak_signal");

  client.send(title);
  client.send(none);
  const auto answers = f.answers(client);

  REQUIRE(answers.size() == 2);
  CHECK(answers[0].done().text().en() == "Weak signal");
  CHECK(answers[0].done().text().zh() == "信号弱");
  CHECK(answers[1].error().reason() == v1::REASON_UNSUPPORTED);
}
