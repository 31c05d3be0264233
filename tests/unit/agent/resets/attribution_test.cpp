#include "agent/resets/attribution.hpp"

#include <catch2/catch.hpp>

#include "tests/support/fake_resets.hpp"

using namespace soundcheck;
using Kind = CrashRecord::Kind;

namespace {

/// Every sign at once, so that only the order decides.
ResetSigns all_signs() {
  ResetSigns signs;
  signs.watchdog_fired = true;
  signs.under_voltage = true;
  signs.overheated = true;
  return signs;
}

CrashRecord record(Kind kind, std::string headline, std::int64_t when) {
  CrashRecord made;
  made.kind = kind;
  made.headline = std::move(headline);
  made.wall_unix_s = when;
  return made;
}

}  // namespace

TEST_CASE("1: an orderly end is believed before anything else") {
  CHECK(attribute(LastEnd::orderly, true, all_signs()) == StartReason::orderly);
}

TEST_CASE("2: then a crash record") {
  CHECK(attribute(LastEnd::abrupt, true, all_signs()) ==
        StartReason::kernel_panic);
}

TEST_CASE("3: a watchdog that fired without a crash record was a hang") {
  CHECK(attribute(LastEnd::abrupt, false, all_signs()) ==
        StartReason::watchdog);
}

TEST_CASE("4: low voltage, said to be the cause or still there") {
  auto signs = test::silent_signs();
  signs.overheated = true;
  signs.under_voltage = true;
  CHECK(attribute(LastEnd::abrupt, false, signs) == StartReason::under_voltage);

  signs.under_voltage = false;
  signs.supply_low = true;
  CHECK(attribute(LastEnd::abrupt, false, signs) == StartReason::under_voltage);
}

TEST_CASE("5: heat") {
  auto signs = test::silent_signs();
  signs.overheated = true;

  CHECK(attribute(LastEnd::abrupt, false, signs) == StartReason::overheat);
}

TEST_CASE("6: where anything else would have told, it was a power cut") {
  CHECK(attribute(LastEnd::abrupt, false, test::silent_signs()) ==
        StartReason::power_cycle);
}

TEST_CASE("7: where a panic or a hang would have left no trace, nobody knows") {
  auto no_crash_memory = test::silent_signs();
  no_crash_memory.why_no_crashes = "pstore is not mounted";
  CHECK(attribute(LastEnd::abrupt, false, no_crash_memory) ==
        StartReason::unknown);

  auto no_watchdog = test::silent_signs();
  no_watchdog.watchdog_fired.reset();
  CHECK(attribute(LastEnd::abrupt, false, no_watchdog) == StartReason::unknown);
}

TEST_CASE("the first start that is known follows nothing that is known") {
  CHECK(attribute(LastEnd::unknown, false, test::silent_signs()) ==
        StartReason::unknown);
  CHECK(attribute(LastEnd::unknown, true, test::silent_signs()) ==
        StartReason::kernel_panic);
}

TEST_CASE("of two records a panic is graver than an oops than rubbish") {
  const auto panic = record(Kind::panic, "", 100);
  const auto oops = record(Kind::oops, "oops", 200);
  const auto rubbish = record(Kind::unreadable, "", 300);

  CHECK(is_graver(panic, oops));
  CHECK(is_graver(oops, rubbish));
  CHECK(!is_graver(rubbish, panic));
}

TEST_CASE("of two panics one with words is graver, then the later one") {
  const auto first = record(Kind::panic, "first", 100);
  const auto last = record(Kind::panic, "last", 200);
  const auto wordless = record(Kind::panic, "", 300);

  CHECK(is_graver(last, first));
  CHECK(!is_graver(first, last));
  CHECK(is_graver(first, wordless));
  CHECK(!is_graver(last, last));
}
