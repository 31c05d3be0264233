#include "agent/assist/journal.hpp"

#include <catch2/catch.hpp>
#include <limits>

#include "agent/store/database.hpp"
#include "agent/store/schema.hpp"
#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace soundcheck;
using namespace soundcheck::assist;

namespace {

/// A speaker's journal, as it is after each start of the agent.
struct Reopened {
  explicit Reopened(const test::TemporaryFolder& folder)
      : database(
            Database::open(folder.path() / "agent.db", agent_schema()).value()),
        journal(make_journal(*database)) {}

  JournalState read() { return test::run(journal->read()).value(); }
  Result<void> begin(std::string id, std::optional<Opening> opening = {}) {
    return test::run(journal->begin(std::move(id), std::move(opening)));
  }
  Result<void> end(std::string id) {
    return test::run(journal->end(std::move(id)));
  }

  std::unique_ptr<Database> database;
  std::unique_ptr<Journal> journal;
};

}  // namespace

TEST_CASE("a new journal is empty") {
  const test::TemporaryFolder folder;

  const auto state = Reopened(folder).read();

  CHECK(state.openings.empty());
  CHECK(state.unfinished.empty());
}

TEST_CASE("begun commands and spent counters survive a restart") {
  const test::TemporaryFolder folder;
  const auto most = std::numeric_limits<std::uint64_t>::max();
  {
    Reopened before(folder);
    REQUIRE(before.begin("open-1", Opening{"ops", 7}));
    REQUIRE(before.begin("open-2", Opening{"lab", most}));
    REQUIRE(before.begin("probe-1"));
    REQUIRE(before.end("open-1"));
    REQUIRE(before.end("never begun"));
  }

  const auto state = Reopened(folder).read();

  CHECK(state.openings.at("ops") == 7);
  CHECK(state.openings.at("lab") == most);
  CHECK(state.unfinished == std::vector<std::string>{"open-2", "probe-1"});
}

TEST_CASE("a later opening replaces the counter of its key") {
  const test::TemporaryFolder folder;
  Reopened speaker(folder);
  REQUIRE(speaker.begin("a", Opening{"ops", 7}));
  REQUIRE(speaker.begin("b", Opening{"ops", 9}));

  CHECK(speaker.read().openings.at("ops") == 9);
}

TEST_CASE("ids are data, whatever they hold") {
  const test::TemporaryFolder folder;
  Reopened speaker(folder);
  const std::string id = "'); DROP TABLE assist_command; --";
  REQUIRE(speaker.begin(id, Opening{id, 1}));

  CHECK(speaker.read().unfinished.at(0) == id);
  CHECK(speaker.read().openings.at(id) == 1);
}
