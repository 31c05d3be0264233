// What the journal of remedies is good for: crashes, reboots, and what the
// speaker does by itself.
#include "tests/unit/agent/remedies/remedies_fixture.hpp"

using namespace soundcheck;
using namespace soundcheck::remedies;
using namespace soundcheck::remedies::test;

TEST_CASE("R27: nothing is done that could not be written down before") {
  Speaker speaker;
  auto schema = agent_schema();
  schema.push_back(
      "CREATE TRIGGER full BEFORE INSERT ON remedy_attempt BEGIN"
      " SELECT RAISE(ABORT, 'database or disk is full'); END");
  speaker.remedies.reset();
  speaker.database.reset();
  REQUIRE(Database::open(speaker.folder.path() / "agent.db", schema));
  speaker.start();

  const auto result = speaker.apply();

  CHECK(result.outcome() == v1::REMEDY_OUTCOME_FAILED);
  CHECK(result.detail().find("disk is full") != std::string::npos);
  CHECK(speaker.repairs.done.empty());
}

TEST_CASE("R27: it is in the journal while it acts, and a crash is noticed") {
  Speaker speaker;
  std::vector<Attempt> during;
  speaker.repairs.while_acting = [&] {
    // Another process, as it finds the file after a crash.
    auto connection =
        Connection::open(speaker.folder.path() / "agent.db").value();
    auto rows = connection.prepare("SELECT outcome FROM remedy_attempt");
    REQUIRE(rows.value().step().value());
    CHECK(rows->integer(0) == 0);
    REQUIRE(
        connection.execute("CREATE TABLE crashed AS SELECT * FROM "
                           "remedy_attempt"));
  };
  speaker.apply();
  speaker.database.reset();
  {
    auto connection =
        Connection::open(speaker.folder.path() / "agent.db").value();
    REQUIRE(
        connection.execute("DELETE FROM remedy_attempt; INSERT INTO "
                           "remedy_attempt SELECT * FROM crashed"));
  }
  speaker.kept.clear();
  speaker.rules.automatic = {"renew_address"};
  speaker.repairs.state = bad();
  speaker.start();

  REQUIRE(speaker.kept.size() == 1);
  CHECK(speaker.kept[0].outcome() == v1::REMEDY_OUTCOME_INTERRUPTED);
  // And it is not repeated blindly.
  speaker.heal();
  CHECK(speaker.repairs.done == Done{"renew_lease"});
}

TEST_CASE("a reboot is judged by the first check-up after it") {
  Speaker speaker;
  // The system ends the daemon some time after the order to restart.
  speaker.clock.ended = true;
  const auto result = speaker.apply("reboot");
  CHECK(result.outcome() == v1::REMEDY_OUTCOME_UNSPECIFIED);
  CHECK(result.confirmed_size() == 1);
  speaker.start("boot-2");
  CHECK(speaker.kept.empty());

  ProbeRun after{};
  after.probe_id = "network.address";
  after.outcome = Outcome::passed;
  after.summary = "there is an address";
  speaker.found.runs.push_back(after);
  speaker.found.diagnosis.status = diagnosis::Status::no_fault;
  speaker.heal();

  REQUIRE(speaker.kept.size() == 1);
  CHECK(speaker.kept[0].remedy_id() == "reboot");
  CHECK(speaker.kept[0].outcome() == v1::REMEDY_OUTCOME_HEALED);
}

TEST_CASE("a reboot that does not come has failed") {
  Speaker speaker;

  const auto result = speaker.apply("reboot");

  CHECK(result.outcome() == v1::REMEDY_OUTCOME_FAILED);
  CHECK(result.detail() == "the system did not restart");
  CHECK(speaker.clock.monotonic() >= 2min);
  REQUIRE(speaker.kept.size() == 1);
  CHECK(speaker.kept[0].outcome() == v1::REMEDY_OUTCOME_FAILED);
}

TEST_CASE("a daemon that died while a reboot was asked for was interrupted") {
  Speaker speaker;
  speaker.repairs.while_acting = [] { throw std::runtime_error("killed"); };
  CHECK_THROWS(speaker.apply("reboot"));
  speaker.start("boot-1");

  REQUIRE(speaker.kept.size() == 1);
  CHECK(speaker.kept[0].outcome() == v1::REMEDY_OUTCOME_INTERRUPTED);
}

TEST_CASE("R27: by itself the speaker does only what the policy lists") {
  Speaker speaker;
  speaker.heal();
  CHECK(speaker.repairs.done.empty());

  speaker.rules.automatic = {"renew_address"};
  speaker.start();
  speaker.heal();

  CHECK(speaker.repairs.done == Done{"renew_lease"});
  REQUIRE(speaker.kept.size() == 1);
  CHECK(speaker.kept[0].automatic());
  CHECK(speaker.kept[0].outcome() == v1::REMEDY_OUTCOME_HEALED);
}

TEST_CASE("R27: it does nothing by itself while music plays") {
  Speaker speaker;
  speaker.rules.automatic = {"renew_address"};
  speaker.start();
  speaker.repairs.playing = "something is playing";

  speaker.heal();

  CHECK(speaker.repairs.done.empty());
}

TEST_CASE("R27: what has gone by itself is left alone") {
  Speaker speaker;
  speaker.rules.automatic = {"renew_address"};
  speaker.start();
  speaker.repairs.state = good();

  speaker.heal();

  CHECK(speaker.repairs.done.empty());
  CHECK(speaker.remedies->list()[0].outcome() ==
        v1::REMEDY_OUTCOME_UNSPECIFIED);
}
