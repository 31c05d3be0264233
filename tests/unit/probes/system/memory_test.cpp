#include "probes/system/memory.hpp"

#include <catch2/catch.hpp>

#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"
#include "tests/unit/probes/system/fake_system.hpp"

using namespace soundcheck;
using namespace std::chrono_literals;

namespace {

MemoryState healthy() {
  MemoryState state;
  state.total_bytes = 512u << 20;
  state.available_bytes = 256u << 20;
  state.oom_kills = 0;
  state.pressure = Pressure{0.1, 0.2, 0.3, 0.0, 0.1, 0.0};
  return state;
}

Result<Verdict> check(Result<MemoryState> state) {
  test::FakeSystem system;
  test::Steps progress;
  system.memory_ = std::move(state);
  return test::run(system::check_memory(system, {}, progress));
}

Presence presence(const Verdict& verdict, std::size_t index) {
  return verdict.findings.at(index).presence;
}

}  // namespace

TEST_CASE("plenty of memory passes and every finding is absent") {
  const auto verdict = check(healthy());

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(verdict->summary == "50.0 % of memory is available");
  REQUIRE(verdict->findings.size() == 3);
  CHECK(verdict->findings[0].id == "system.memory_low");
  CHECK(verdict->findings[1].id == "system.memory_pressure");
  CHECK(verdict->findings[2].id == "system.oom_kills");
  for (const auto& finding : verdict->findings)
    CHECK(finding.presence == Presence::absent);
  CHECK(verdict->measurements.at(0).name == "available");
  CHECK(verdict->measurements.at(0).value == 50);
}

TEST_CASE("memory below the limit fails and tells the share") {
  auto state = healthy();
  state.available_bytes = 16u << 20;

  const auto verdict = check(state);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::failed);
  CHECK(presence(*verdict, 0) == Presence::present);
  CHECK(presence(*verdict, 1) == Presence::absent);
  CHECK(verdict->summary == "3.1 % available (limit 5.0 %)");
}

TEST_CASE("tasks that all wait for memory fail the probe") {
  auto state = healthy();
  state.pressure->full_avg60 = 12.5;

  const auto verdict = check(state);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::failed);
  CHECK(presence(*verdict, 1) == Presence::present);
  CHECK(verdict->summary ==
        "all tasks waited for memory 12.5 % of the last minute "
        "(limit 10.0 %)");
}

TEST_CASE("a process that was killed within the last hour fails the probe") {
  auto state = healthy();
  state.oom_kills = 3;
  state.last_kill = MemoryKill{"leaky", 40s, 55min};

  const auto verdict = check(state);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::failed);
  CHECK(presence(*verdict, 2) == Presence::present);
  CHECK(verdict->summary ==
        "leaky was killed for want of memory 40 s ago, 3 since boot");
}

TEST_CASE("a kill of which the log has lost the name has none") {
  auto state = healthy();
  state.oom_kills = 1;
  state.last_kill = MemoryKill{"", 10min, 11min};

  CHECK(check(state)->summary ==
        "a process was killed for want of memory 10 min ago, 1 since boot");
}

TEST_CASE("a kill of long ago is over") {
  auto state = healthy();
  state.oom_kills = 3;
  state.last_kill = MemoryKill{"leaky", 61min, 62min};

  const auto verdict = check(state);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(presence(*verdict, 2) == Presence::absent);
}

TEST_CASE("a kill at a time that is not known is neither there nor not") {
  auto state = healthy();
  state.oom_kills = 3;
  SECTION("nobody looked") {}
  SECTION("it was since boot") {
    state.last_kill = MemoryKill{"", 0s, 7h};
  }

  const auto verdict = check(state);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(presence(*verdict, 2) == Presence::unknown);
}

TEST_CASE("an older kernel's log tells of a kill that it does not count") {
  auto state = healthy();
  state.oom_kills.reset();
  state.last_kill = MemoryKill{"leaky", 5min, 5min};

  CHECK(presence(*check(state), 2) == Presence::present);
}

TEST_CASE("whom to suspect is told beside what is wrong") {
  auto state = healthy();
  state.available_bytes = 16u << 20;
  state.biggest = ProgramUse{"player", 41u << 20, 30 << 20, 9min, 0};

  const auto verdict = check(state);

  REQUIRE(verdict);
  CHECK(verdict->findings[0].evidence ==
        "3.1 % available (limit 5.0 %); most has player, 41.0 MiB, 30.0 MiB "
        "more than 9 min ago");
  CHECK(verdict->findings[1].evidence.find("player") == std::string::npos);
}

TEST_CASE("a kernel without pressure and counters leaves both unknown") {
  auto state = healthy();
  state.pressure.reset();
  state.oom_kills.reset();

  const auto verdict = check(state);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(presence(*verdict, 0) == Presence::absent);
  CHECK(presence(*verdict, 1) == Presence::unknown);
  CHECK(presence(*verdict, 2) == Presence::unknown);
}

TEST_CASE("memory that cannot be read is an error with the step") {
  const auto verdict = check(Error(Errc::parse, "/proc/meminfo:1: x"));

  REQUIRE(!verdict);
  CHECK(verdict.error() ==
        Error(Errc::parse, "reading memory: /proc/meminfo:1: x"));
}
