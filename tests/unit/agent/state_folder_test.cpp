#include "agent/state_folder.hpp"

#include <catch2/catch.hpp>
#include <sys/stat.h>

#include "tests/support/manual_clock.hpp"
#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace soundcheck;

TEST_CASE("the folder is made for the owner alone") {
  const test::TemporaryFolder root;
  const test::ManualClock clock;
  const auto folder = root.path() / "var" / "soundcheck";

  const auto state = StateFolder::open(folder, clock);

  REQUIRE(state);
  CHECK(state->troubles.empty());
  CHECK(state->lasting);
  struct stat status {};
  REQUIRE(stat(folder.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0700);
}

TEST_CASE("two daemons never share a folder") {
  const test::TemporaryFolder folder;
  const test::ManualClock clock;
  {
    const auto first = StateFolder::open(folder.path(), clock);
    REQUIRE(first);

    const auto second = StateFolder::open(folder.path(), clock);

    REQUIRE(!second);
    CHECK(second.error().code == Errc::busy);
    CHECK(second.error().what ==
          "another soundcheckd works in " + folder.path().string());
  }
  CHECK(StateFolder::open(folder.path(), clock));
}

TEST_CASE("a folder that cannot be made leaves a daemon that works in memory") {
  const test::TemporaryFolder root;
  const test::ManualClock clock;
  const auto file = root.write("occupied", "a file, not a folder");

  auto state = StateFolder::open(file / "state", clock);

  REQUIRE(state);
  CHECK(state->troubles.size() == 3);
  CHECK(!state->lasting);
  CHECK(state->troubles.at(1).starts_with("keeping reports in memory only"));
  CHECK(state->troubles.at(2).starts_with("refusing remote commands"));
  CHECK(test::run(state->database->run<void>([](Connection& connection) {
    return connection.execute("SELECT * FROM outbox_entry");
  })));
  const auto noted = test::run(state->audit->append({}));
  REQUIRE(!noted);
  CHECK(noted.error().what.starts_with("the audit log: "));
}

TEST_CASE("a broken database is told and replaced") {
  const test::TemporaryFolder folder;
  const test::ManualClock clock;
  folder.write("agent.db", std::string(9000, 'x'));

  const auto state = StateFolder::open(folder.path(), clock);

  REQUIRE(state);
  REQUIRE(state->troubles.size() == 1);
  CHECK(state->troubles[0].starts_with("put a broken database aside: "));
}
