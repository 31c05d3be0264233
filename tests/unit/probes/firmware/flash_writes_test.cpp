#include "probes/firmware/flash_writes.hpp"

#include <catch2/catch.hpp>

#include "tests/support/verdicts.hpp"

using namespace soundcheck;
using soundcheck::test::measured;

namespace {

constexpr std::uint64_t giga = 1000000000;

/// Half a day after the start.
StorageState written(std::optional<std::uint64_t> bytes) {
  StorageState state;
  state.uptime_s = 43200;
  state.writes = {{"mmcblk0", bytes, ""}};
  return state;
}

Ext4Health ext4(std::string device,
                std::uint64_t session_kib,
                std::uint64_t lifetime_kib) {
  Ext4Health made;
  made.device = std::move(device);
  made.session_written_kib = session_kib;
  made.lifetime_written_kib = lifetime_kib;
  return made;
}

Verdict judge(const StorageState& state, const Profile::Storage& limits = {}) {
  Verdict verdict{};
  firmware::judge_writes(state, limits, verdict);
  REQUIRE(verdict.findings.size() == 1);
  return verdict;
}

/// A flash of 12 TB in its life that must last for three years: at best it may
/// be written 5.5 GB a day, at worst 2.7.
Profile::Storage rated() {
  Profile::Storage limits;
  limits.flash_endurance_tb = 12;
  return limits;
}

}  // namespace

TEST_CASE("without a rated life the rate is held against the profile's") {
  const auto verdict = judge(written(2 * giga));
  CHECK(verdict.findings[0].presence == Presence::absent);  // exactly at it
  CHECK(verdict.findings[0].evidence ==
        "mmcblk0 is written 4.0 GB a day (limit 4.0)");
  CHECK(measured(verdict, "written_per_day_mmcblk0") == Approx(4000));

  CHECK(judge(written(2 * giga + 1)).findings[0].presence == Presence::present);
}

TEST_CASE("with a rated life the years that are left for it are judged") {
  const auto [bytes, expected] = GENERATE(table<std::uint64_t, Presence>({
      {1 * giga, Presence::absent},
      {2 * giga, Presence::unknown},
      {3 * giga, Presence::present},
      {0, Presence::absent},
  }));

  CHECK(judge(written(bytes), rated()).findings[0].presence == expected);
}

TEST_CASE("a projected life is a range") {
  CHECK(judge(written(3 * giga), rated()).findings[0].evidence ==
        "mmcblk0 is written 6.0 GB a day, and would last 1.4 to 2.7 years "
        "(limit 3.0)");
}

TEST_CASE("the first hour after a start says nothing") {
  auto state = written(100 * giga);
  state.uptime_s = 3599;
  CHECK(judge(state).findings[0].presence == Presence::unknown);
  CHECK(judge(state).findings[0].evidence ==
        "up for 60 minutes, which is too short to tell (limit 60)");
  CHECK(!measured(judge(state), "written_per_day_mmcblk0"));

  state.uptime_s = 3600;
  CHECK(judge(state).findings[0].presence == Presence::present);

  state.uptime_s.reset();
  CHECK(judge(state).findings[0].presence == Presence::unknown);
}

TEST_CASE("a device that does not tell is unknown, with the file") {
  auto state = written(std::nullopt);
  state.writes[0].trouble = "stat:1: x";

  CHECK(judge(state).findings[0].presence == Presence::unknown);
  CHECK(judge(state).findings[0].evidence ==
        "mmcblk0 does not tell what is written: stat:1: x");

  state.writes.clear();
  CHECK(judge(state).findings[0].evidence ==
        "no storage counts what is written");
}

TEST_CASE("the file system that is written most is named") {
  auto state = written(10 * giga);
  state.ext4 = {ext4("mmcblk0p4", 500, 900), ext4("mmcblk0p5", 400, 900),
                ext4("sda1", 700, 900)};

  const auto verdict = judge(state);

  CHECK(verdict.findings[0].evidence ==
        "mmcblk0 is written 20.0 GB a day, most of ext4's to mmcblk0p4 (limit "
        "4.0)");
  CHECK(measured(verdict, "written_mmcblk0p4") == Approx(900 * 1024e-9));
}

TEST_CASE("a file system that was written more now than ever is not believed") {
  auto state = written(10 * giga);
  state.ext4 = {ext4("mmcblk0p4", 500, 400)};

  CHECK(judge(state).findings[0].evidence ==
        "mmcblk0 is written 20.0 GB a day (limit 4.0)");
}
