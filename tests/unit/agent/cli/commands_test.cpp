#include "agent/cli/commands.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>
#include <sstream>

#include "agent/cli/daemon_backend.hpp"
#include "tests/support/result_printer.hpp"
#include "tests/unit/agent/local/local_fixture.hpp"

// The command against a real server on a real socket, in one thread.

using namespace soundcheck;
using namespace soundcheck::cli;

namespace {

struct Fixture : test::LocalFixture {
  Fixture() {
    serve();
    backend = DaemonBackend::connect(io, file.string()).value();
  }

  void begin(Options options_) {
    options = std::move(options_);
    co_spawn(io, execute(options, *backend, nullptr, terminal),
             boost::asio::bind_cancellation_slot(
                 stop.slot(),
                 [this](std::exception_ptr, Exit code) { exit = code; }));
    poll();
  }

  std::ostringstream out;
  std::ostringstream err;
  Terminal terminal{out, err};
  Options options;
  boost::asio::cancellation_signal stop;
  std::unique_ptr<DaemonBackend> backend;
  std::optional<Exit> exit;
};

Options asking(Verb verb) {
  Options options;
  options.verb = verb;
  return options;
}

}  // namespace

TEST_CASE("a prefix runs its whole area, each probe once") {
  Fixture f;
  f.catalog.pop_back();  // the slow one
  auto options = asking(Verb::run);
  options.probes = {"test.quick", "test"};

  f.begin(options);

  CHECK(f.exit == Exit::good);
  CHECK(f.out.str() == "test.quick          passed: fine\n");
}

TEST_CASE("a prefix is a whole word before the dot") {
  Fixture f;
  auto options = asking(Verb::run);
  options.probes = {"tes"};

  f.begin(options);

  CHECK(f.exit == Exit::usage);
  CHECK(f.err.str() ==
        "soundcheck: there is no probe \"tes\"; there are: test.quick "
        "test.slow\n");
}

TEST_CASE("a diagnosis brings the results along in its document") {
  Fixture f;
  auto options = asking(Verb::diagnose);
  options.json = true;

  f.begin(options);

  CHECK(f.exit == Exit::good);
  const auto document = boost::json::parse(f.out.str());
  CHECK(document.at("diagnosis").at("status") == "no_fault");
  CHECK(document.at("results").at(0).at("summary") == "fine");
}

TEST_CASE("stopping is told to the daemon and ends in order") {
  Fixture f;
  auto options = asking(Verb::run);
  options.probes = {"test.quick", "test.slow"};
  f.begin(options);
  REQUIRE(!f.exit);
  REQUIRE(f.clock.sleepers() >= 1);

  f.stop.emit(boost::asio::cancellation_type::terminal);
  f.poll();

  CHECK(f.exit == Exit::could_not_tell);
  CHECK(f.clock.sleepers() == 0);
  CHECK(f.err.str() == "soundcheck: stopped on request\n");
  CHECK(f.out.str().find("test.slow           stopped") != std::string::npos);
}

TEST_CASE("a daemon that goes away is told") {
  Fixture f;
  auto options = asking(Verb::run);
  options.probes = {"test.slow"};
  options.json = true;
  f.begin(options);

  f.server->stop();
  f.poll();

  CHECK(f.exit == Exit::could_not_tell);
  CHECK(boost::json::parse(f.out.str()).at("error").at("message") ==
        "soundcheckd hung up");
}

TEST_CASE("consents are listed, answered and refused when unknown") {
  Fixture f;
  f.begin(asking(Verb::consent_list));
  CHECK(f.out.str() ==
        "c1  test  40 s  Ana: no sound\n    plays a tone\n"
        "Allowed until the session ends: test\nNever asked for: logs\n");

  auto allow = asking(Verb::consent_allow);
  allow.command_id = "c1";
  f.begin(allow);
  CHECK(f.exit == Exit::good);
  CHECK(f.desk.answered == true);

  auto deny = asking(Verb::consent_deny);
  deny.command_id = "c9";
  f.begin(deny);
  CHECK(f.exit == Exit::bad);
  CHECK(f.err.str() == "soundcheck: nothing waits under that id\n");
}

TEST_CASE("an answer goes as far as the options say") {
  Fixture f;
  auto allow = asking(Verb::consent_allow);
  allow.command_id = "c1";
  allow.for_session = true;
  f.begin(allow);
  CHECK(f.desk.scope == ConsentScope::session);

  auto deny = asking(Verb::consent_deny);
  deny.command_id = "c1";
  deny.for_ever = true;
  f.begin(deny);
  CHECK(f.desk.answered == false);
  CHECK(f.desk.scope == ConsentScope::never);

  auto revoke = asking(Verb::consent_revoke);
  revoke.consent_class = "test";
  f.begin(revoke);
  CHECK(f.desk.revoked == std::vector<std::string>{"test"});
  CHECK(f.out.str().ends_with("Taken back.\n"));
}

TEST_CASE(
    "the history of consents is read to its end, and nothing else of it") {
  Fixture f;
  auto history = asking(Verb::consent_history);
  SECTION("for people") {
    f.begin(history);

    const auto text = f.out.str();
    CHECK(f.exit == Exit::good);
    CHECK(text.find("asked  test  run_probes  Ana: no sound\n") !=
          std::string::npos);
    CHECK(text.find("allowed  test\n") != std::string::npos);
    CHECK(text.find("session_opened") == std::string::npos);
  }
  SECTION("for programs") {
    history.json = true;
    f.begin(history);

    const auto events = boost::json::parse(f.out.str()).at("events").as_array();
    REQUIRE(events.size() == 2);
    CHECK(events[0].at("at_ms") == 2000);
    CHECK(events[0].at("reason") == "no sound");
    CHECK(events[1].at("event") == "consent_granted");
  }
}

TEST_CASE("the session is ended and the status shown") {
  Fixture f;
  f.begin(asking(Verb::session_end));
  CHECK(f.desk.ended == 1);

  f.begin(asking(Verb::status));

  CHECK(f.exit == Exit::good);
  CHECK(f.out.str().find("/kitchen\n") != std::string::npos);
}

TEST_CASE("a history that nobody keeps cannot be told") {
  Fixture f;

  f.begin(asking(Verb::history));

  CHECK(f.exit == Exit::could_not_tell);
  CHECK(f.err.str() == "soundcheck: there is no daemon\n");
}

TEST_CASE("no daemon is told with what to do") {
  boost::asio::io_context io;

  const auto backend = DaemonBackend::connect(io, "/nonexistent/s.sock");
  const auto too_long = DaemonBackend::connect(io, std::string(200, 'x'));

  REQUIRE(!backend);
  CHECK(backend.error().what ==
        "no soundcheckd listens at /nonexistent/s.sock (No such file or "
        "directory); start it or use --local");
  CHECK(!too_long);
}
