#include "probes/system/resets.hpp"

#include <catch2/catch.hpp>

#include "tests/support/fake_resets.hpp"
#include "tests/support/fake_start_log.hpp"
#include "tests/support/manual_clock.hpp"
#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"
#include "tests/support/verdicts.hpp"

using namespace soundcheck;
using namespace std::chrono_literals;
using Reason = StartReason;

namespace {

constexpr std::int64_t now_unix_s = 1'800'000'000;

/// A speaker that has been up for ten minutes.
struct Scene {
  Scene() {
    clock.advance(10min - clock.monotonic());
    clock.set_wall(std::chrono::seconds(now_unix_s));
  }
  /// Oldest first; the last one is the one of now.
  void add(std::chrono::seconds ago, Reason reason, std::string headline = "") {
    Start start;
    start.boot_id = "boot-" + std::to_string(starts.size());
    start.reason = reason;
    start.wall_unix_s = now_unix_s - ago.count();
    start.wall_trusted = clocks_trusted;
    start.headline = std::move(headline);
    starts.push_back(std::move(start));
  }
  Result<Verdict> check() {
    test::FakeStartLog log(Starts{starts, signs});
    clock.set_trusted(clocks_trusted);
    return test::run(system::check_resets(log, clock, progress));
  }
  Presence presence(std::string_view finding) {
    return test::presence(check().value(), finding);
  }

  std::vector<Start> starts;
  bool clocks_trusted = true;
  ResetSigns signs = test::silent_signs();
  test::ManualClock clock;
  test::Steps progress;
};

constexpr auto panic = "system.kernel_panic";
constexpr auto watchdog = "system.watchdog_reset";
constexpr auto brown_out = "system.brown_out";
constexpr auto loop = "system.boot_loop";

}  // namespace

TEST_CASE("a speaker that was shut down in order is well") {
  Scene scene;
  scene.add(100h, Reason::power_cycle);
  scene.add(10min, Reason::orderly);

  const auto verdict = scene.check();

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(verdict->summary == "started 10 min ago after an orderly stop");
  for (const auto* finding : {panic, watchdog, brown_out, loop})
    CHECK(test::presence(*verdict, finding) == Presence::absent);
  CHECK(test::measured(*verdict, "uptime") == 600);
  CHECK(test::measured(*verdict, "starts_24h") == 1);
  CHECK(test::measured(*verdict, "crashes_7d") == 0);
}

TEST_CASE("a panic before this start is told with the kernel's words only") {
  Scene scene;
  scene.add(10min, Reason::kernel_panic,
            "Kernel panic - not syncing: sysrq triggered crash");

  const auto verdict = scene.check();

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::failed);
  CHECK(test::finding(*verdict, panic).evidence ==
        "Kernel panic - not syncing: sysrq triggered crash; started 10 min "
        "ago");
  CHECK(verdict->summary == test::finding(*verdict, panic).evidence);
  CHECK(test::presence(*verdict, watchdog) == Presence::absent);
  CHECK(test::measured(*verdict, "crashes_7d") == 1);
}

TEST_CASE("each start tells its own reason, whatever came before it") {
  const auto number = [](Reason reason) { return static_cast<double>(reason); };
  Scene scene;
  scene.add(2h, Reason::kernel_panic);
  scene.add(1h, Reason::watchdog);
  CHECK(test::measured(scene.check().value(), "start_reason") ==
        number(Reason::watchdog));

  scene.add(10min, Reason::orderly);
  const auto verdict = scene.check().value();
  CHECK(test::presence(verdict, panic) == Presence::present);
  CHECK(test::measured(verdict, "start_reason") == number(Reason::orderly));
}

TEST_CASE("a panic without readable words is one") {
  Scene scene;
  scene.add(10min, Reason::kernel_panic);

  CHECK(test::finding(scene.check().value(), panic).evidence ==
        "a crash without readable words; started 10 min ago");
}

TEST_CASE("a watchdog reset names the watchdog") {
  Scene scene;
  scene.add(10min, Reason::watchdog);

  const auto verdict = scene.check().value();

  CHECK(verdict.outcome == Outcome::failed);
  CHECK(test::finding(verdict, watchdog).evidence ==
        "the watchdog reset the speaker (fake watchdog); started 10 min ago");
}

TEST_CASE("a crash counts for a day, by clocks that were synchronised") {
  Scene scene;
  scene.add(23h, Reason::watchdog);
  scene.add(10min, Reason::orderly);
  CHECK(scene.presence(watchdog) == Presence::present);

  scene.starts[0].wall_unix_s -= 2 * 3600;
  CHECK(scene.presence(watchdog) == Presence::absent);
  CHECK(test::measured(scene.check().value(), "crashes_7d") == 1);
}

TEST_CASE("the crash before this start counts however long ago it was") {
  Scene scene;
  scene.add(48h, Reason::kernel_panic, "Kernel panic");
  scene.clock.advance(48h);

  CHECK(scene.presence(panic) == Presence::present);
}

TEST_CASE("a crash at a time that is not known is neither there nor absent") {
  Scene scene;
  scene.clocks_trusted = false;
  scene.add(3h, Reason::kernel_panic, "Kernel panic");
  scene.add(10min, Reason::orderly);

  const auto verdict = scene.check().value();

  CHECK(verdict.outcome == Outcome::passed);
  CHECK(test::finding(verdict, panic).evidence ==
        "there was one, at a time that is not known");
  CHECK(test::presence(verdict, panic) == Presence::unknown);
  CHECK(test::presence(verdict, watchdog) == Presence::absent);
  CHECK(!test::measured(verdict, "starts_24h"));
  CHECK(!test::measured(verdict, "crashes_7d"));
  CHECK(test::measured(verdict, "uptime") == 600);
}

TEST_CASE("a start that is a day old makes the one before it older") {
  Scene scene;
  scene.add(0s, Reason::kernel_panic);
  scene.starts[0].wall_trusted = false;
  scene.add(30h, Reason::orderly);
  scene.add(10min, Reason::orderly);

  CHECK(scene.presence(panic) == Presence::absent);
}

TEST_CASE("under-voltage is told of the last start and of now") {
  Scene scene;
  scene.add(10min, Reason::under_voltage);
  CHECK(test::finding(scene.check().value(), brown_out).evidence ==
        "under-voltage ended the last run; started 10 min ago");

  scene.starts[0].reason = Reason::orderly;
  CHECK(scene.presence(brown_out) == Presence::absent);
  scene.signs.supply_low = true;
  CHECK(test::finding(scene.check().value(), brown_out).evidence ==
        "the supply's voltage is critically low now");
  CHECK(scene.check()->outcome == Outcome::failed);
}

TEST_CASE("three starts in half an hour that nobody asked for are a loop") {
  Scene scene;
  scene.add(29min, Reason::power_cycle);
  scene.add(20min, Reason::unknown);
  scene.add(10min, Reason::power_cycle);

  const auto verdict = scene.check().value();

  CHECK(verdict.outcome == Outcome::failed);
  CHECK(test::finding(verdict, loop).evidence ==
        "unasked-for starts in 30 min: 3 (limit 3)");
}

TEST_CASE("power cuts alone are no fault") {
  Scene scene;
  for (const auto ago : {200 * 60min, 100 * 60min, 31min, 20min})
    scene.add(ago, Reason::power_cycle);
  scene.add(10min, Reason::power_cycle);

  const auto verdict = scene.check().value();

  CHECK(verdict.outcome == Outcome::passed);
  CHECK(test::finding(verdict, loop).evidence ==
        "unasked-for starts in 30 min: 2 (limit 3)");
  CHECK(verdict.summary == "started 10 min ago after a power cut");
}

TEST_CASE("starts that somebody asked for are no loop") {
  Scene scene;
  for (const auto ago : {25min, 20min, 15min})
    scene.add(ago, Reason::orderly);
  scene.add(10min, Reason::power_cycle);

  CHECK(scene.presence(loop) == Presence::absent);
}

TEST_CASE("a loop is seen by the clock that a chip kept, synchronised or not") {
  Scene scene;
  scene.clocks_trusted = false;
  for (const auto ago : {20min, 15min, 10min})
    scene.add(ago, Reason::power_cycle);

  CHECK(scene.presence(loop) == Presence::present);
}

TEST_CASE("whether it loops is not known without any clock") {
  Scene scene;
  scene.clocks_trusted = false;
  for (int i = 0; i < 3; ++i) {
    scene.add(0s, Reason::power_cycle);
    scene.starts.back().wall_unix_s = 10;
  }
  scene.clock.set_wall(700s);

  const auto verdict = scene.check().value();

  CHECK(verdict.outcome == Outcome::passed);
  CHECK(test::finding(verdict, loop).presence == Presence::unknown);
  CHECK(test::finding(verdict, loop).evidence ==
        "unasked-for starts in 30 min: 1 (limit 3), and 2 at a time that is "
        "not known");

  scene.clock.advance(30min);
  CHECK(scene.presence(loop) == Presence::absent);
}

TEST_CASE("what no part of the board can tell is unknown, the rest counts") {
  Scene scene;
  scene.add(10min, Reason::orderly);
  scene.signs.why_no_crashes = "pstore is not mounted";
  scene.signs.supply_low.reset();

  const auto verdict = scene.check().value();

  CHECK(verdict.outcome == Outcome::passed);
  CHECK(test::finding(verdict, panic).presence == Presence::unknown);
  CHECK(test::finding(verdict, panic).evidence == "pstore is not mounted");
  CHECK(test::finding(verdict, brown_out).evidence ==
        "nothing here measures the supply");
  CHECK(test::presence(verdict, watchdog) == Presence::absent);

  scene.signs.why_no_crashes = "";
  scene.signs.watchdog_fired.reset();
  CHECK(test::finding(scene.check().value(), watchdog).evidence ==
        "no watchdog here can tell");
}

TEST_CASE("a board on which nothing tells is not healthy but not supported") {
  Scene scene;
  scene.add(10min, Reason::unknown);
  scene.signs = ResetSigns();
  scene.signs.why_no_crashes = "the kernel has no pstore";

  CHECK(scene.check().error() ==
        Error(Errc::unsupported,
              "nothing here tells why it restarted: the kernel has no pstore"));
}

TEST_CASE("a loop is one even where nothing tells the reasons") {
  Scene scene;
  for (const auto ago : {20min, 15min, 10min})
    scene.add(ago, Reason::unknown);
  scene.signs = ResetSigns();
  scene.signs.why_no_crashes = "the kernel has no pstore";

  CHECK(scene.check().value().outcome == Outcome::failed);
  CHECK(scene.presence(panic) == Presence::unknown);
}

TEST_CASE("without a daemon there is no history") {
  test::ManualClock clock;
  test::Steps progress;
  NoStartLog nobody;

  const auto verdict = test::run(system::check_resets(nobody, clock, progress));

  CHECK(verdict.error() ==
        Error(Errc::unsupported,
              "reading the earlier starts: only the daemon writes starts "
              "down"));
}

TEST_CASE("a history that cannot be read is an error with the step") {
  Scene scene;
  CHECK(scene.check().error() ==
        Error(Errc::unsupported, "no start was written down"));

  test::FakeStartLog broken(Error(Errc::io, "y"));
  CHECK(test::run(system::check_resets(broken, scene.clock, scene.progress))
            .error() == Error(Errc::io, "reading the earlier starts: y"));
}
