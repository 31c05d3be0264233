#include "agent/local/server.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <sys/stat.h>

#include "tests/support/result_printer.hpp"
#include "tests/unit/agent/local/local_fixture.hpp"

using namespace soundcheck;
using test::LocalFixture;
using test::RawClient;
using test::request;
using test::run_request;

TEST_CASE("the socket is for owner and group only") {
  LocalFixture f;
  f.serve();

  struct stat info {};
  REQUIRE(::stat(f.file.c_str(), &info) == 0);
  CHECK((info.st_mode & 0777) == 0660);
}

TEST_CASE("status, probes, consents and their answers") {
  LocalFixture f;
  f.serve();
  RawClient client(f.file);
  auto status = request(1);
  status.mutable_get_status();
  auto list = request(2);
  list.mutable_list_probes();
  auto consents = request(3);
  consents.mutable_get_consents();
  auto allow = request(4);
  allow.mutable_answer_consent()->set_command_id("c1");
  allow.mutable_answer_consent()->set_allow(true);
  auto wrong = request(5);
  wrong.mutable_answer_consent()->set_command_id("c2");
  auto stop = request(6);
  stop.mutable_end_session();

  for (const auto& message : {status, list, consents, allow, wrong, stop})
    REQUIRE(client.send(message));
  f.poll();
  const auto answers = client.take();

  REQUIRE(answers.size() == 6);
  CHECK(answers[0].done().status().device() == "kitchen");
  CHECK(answers[1].done().probe_list().probes(1).id() == "test.slow");
  const auto& pending = answers[2].done().consents().pending(0);
  CHECK(pending.operator_() == "Ana");
  CHECK(pending.what_zh() == "播放一段短音");
  CHECK(pending.seconds_left() == 40);
  CHECK(answers[3].has_done());
  CHECK(f.desk.answered == true);
  CHECK(answers[4].error().reason() == v1::REASON_UNSUPPORTED);
  CHECK(answers[5].has_done());
  CHECK(f.desk.ended == 1);
}

TEST_CASE("a run streams its progress, ends once and is told to the observer") {
  LocalFixture f;
  f.serve();
  RawClient client(f.file);

  client.send(run_request(7, "test.quick"));
  f.poll();
  const auto answers = client.take();

  REQUIRE(answers.size() == 4);
  CHECK(answers[0].progress().probe_id() == "test.quick");
  CHECK(answers[1].progress().step() == "half way");
  CHECK(answers[2].progress().finished().summary() == "fine");
  CHECK(answers[3].done().probe_results().results(0).outcome() ==
        v1::OUTCOME_PASSED);
  for (const auto& answer : answers)
    CHECK(answer.id() == 7);
  CHECK(f.seen_runs == 1);
}

TEST_CASE("a client is answered only when what it asked for is safe") {
  LocalFixture f;
  f.disk_is_slow = true;
  f.serve();
  RawClient client(f.file);

  client.send(run_request(7, "test.quick"));
  f.poll();
  const auto before = client.take();
  f.clock.advance(std::chrono::hours(1));
  f.poll();
  const auto after = client.take();

  CHECK(before.size() == 3);
  for (const auto& answer : before)
    CHECK(answer.has_progress());
  REQUIRE(after.size() == 1);
  CHECK(after[0].has_done());
}

TEST_CASE("a diagnosis carries complaint and knowledge and is observed") {
  LocalFixture f;
  f.serve();
  RawClient client(f.file);
  auto message = request(8);
  message.mutable_diagnose()->set_complaint(v1::COMPLAINT_NO_SOUND);

  client.send(message);
  f.poll();
  const auto answers = client.take();

  const auto& diagnosis = answers.back().done().diagnosis();
  CHECK(diagnosis.status() == v1::DIAGNOSIS_STATUS_NO_FAULT);
  CHECK(diagnosis.complaint() == "no_sound");
  CHECK(diagnosis.knowledge_hash() == "abc");
  CHECK(f.seen_diagnoses == 1);
}

TEST_CASE("what cannot be done is told with a reason") {
  LocalFixture f;
  f.serve();
  RawClient client(f.file);
  auto none = request(2);
  none.mutable_run_probes();

  client.send(run_request(1, "test.gone"));
  client.send(none);
  client.send(request(3));
  f.poll();
  const auto answers = client.take();

  REQUIRE(answers.size() == 3);
  CHECK(answers[0].error().what() == "there is no probe \"test.gone\"");
  CHECK(answers[1].error().what() == "name 1 to 32 probes");
  CHECK(answers[2].error().what() == "this version does not know that verb");
}

TEST_CASE("a client stops its own request and both are answered") {
  LocalFixture f;
  f.serve();
  RawClient client(f.file);
  client.send(run_request(1, "test.slow"));
  f.poll();
  REQUIRE(f.clock.sleepers() >= 1);
  auto cancel = request(2);
  cancel.mutable_cancel()->set_request_id(1);
  auto again = request(3);
  again.mutable_cancel()->set_request_id(1);

  client.send(cancel);
  f.poll();
  client.send(again);
  f.poll();
  const auto answers = client.take();

  CHECK(f.clock.sleepers() == 0);
  std::map<std::uint64_t, v1::LocalResponse> ends;
  for (const auto& answer : answers) {
    if (!answer.has_progress()) {
      CHECK(!ends.contains(answer.id()));
      ends[answer.id()] = answer;
    }
  }
  CHECK(ends[1].error().reason() == v1::REASON_CANCELLED);
  CHECK(ends[2].has_done());
  CHECK(ends[3].error().what() == "no open request 1");
  CHECK(f.seen_runs == 0);
}

TEST_CASE("a diagnosis that is stopped is not observed") {
  LocalFixture f;
  f.serve();
  RawClient client(f.file);
  auto message = request(1);
  message.mutable_diagnose()->set_complaint(v1::COMPLAINT_DROPS);
  client.send(message);
  f.poll();
  auto cancel = request(2);
  cancel.mutable_cancel()->set_request_id(1);

  client.send(cancel);
  f.poll();

  CHECK(client.take().back().error().reason() == v1::REASON_CANCELLED);
  CHECK(f.seen_diagnoses == 0);
}

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

TEST_CASE("a socket file of a dead daemon is replaced") {
  LocalFixture f;
  {
    boost::asio::local::stream_protocol::acceptor dead(
        f.io, boost::asio::local::stream_protocol::endpoint(f.file.string()));
  }
  REQUIRE(std::filesystem::exists(f.file));

  f.serve();

  RawClient client(f.file);
  client.send(run_request(1, "test.quick"));
  f.poll();
  CHECK(client.take().back().has_done());
}

TEST_CASE("a living daemon keeps its socket") {
  LocalFixture f;
  f.serve();

  const auto second = f.listen();

  REQUIRE(!second);
  CHECK(second.error().code == Errc::busy);
  CHECK(second.error().what ==
        f.file.string() + ": another soundcheckd listens there");
  CHECK(RawClient(f.file).connected());
}

TEST_CASE("a file that is no socket is left alone") {
  LocalFixture f;
  std::ofstream(f.file) << "precious";

  const auto server = f.listen();

  REQUIRE(!server);
  CHECK(server.error().what.find("is not a socket") != std::string::npos);
  CHECK(std::filesystem::file_size(f.file) == 8);
}

TEST_CASE("a folder that is not there is told, not thrown") {
  LocalFixture f;
  f.file = "/nonexistent/run/soundcheck.sock";

  const auto server = f.listen();

  REQUIRE(!server);
  CHECK(server.error().code == Errc::io);
}

TEST_CASE("stopping removes the file, drops clients and stops their runs") {
  LocalFixture f;
  f.serve();
  RawClient client(f.file);
  client.send(run_request(1, "test.slow"));
  f.poll();

  f.server->stop();
  f.poll();
  client.take();

  CHECK(client.gone());
  CHECK(f.clock.sleepers() == 0);
  CHECK(!std::filesystem::exists(f.file));
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
