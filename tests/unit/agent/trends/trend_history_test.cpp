#include "agent/trends/trend_history.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <limits>

#include "tests/unit/agent/trends/speaker_fixture.hpp"

using namespace soundcheck;
using namespace std::chrono_literals;

TEST_CASE("a disk that fills up is foreseen after three days") {
  test::TrendSpeaker speaker;
  for (int i = 0; i < 14; ++i) {
    speaker.check_space(60 - 1.0 * i + 0.1 * (i % 2));
    if (i < 10)
      CHECK_FALSE(speaker.outlook().why_unknown.empty());
    speaker.clock.advance(6h);
  }

  const auto outlook = speaker.outlook();

  CHECK(outlook.why_unknown.empty());
  CHECK(outlook.worsens);
  CHECK(outlook.of_which == "data");
  REQUIRE(outlook.days_left);
  // 47 % at 4 % a day are left down to the limit of 5 %.
  CHECK(*outlook.days_left == Approx(10.5).margin(1));
  CHECK(*outlook.earliest_days <= *outlook.days_left);
  CHECK(*outlook.latest_days >= *outlook.days_left);
}

TEST_CASE("what was written is there after a power cut") {
  test::TrendSpeaker speaker;
  for (int i = 0; i < 8; ++i) {
    speaker.check_space(60 - i);
    speaker.clock.advance(6h);
  }
  speaker.restart("other");
  CHECK(speaker.buckets() == 8);
  for (int i = 8; i < 14; ++i) {
    speaker.check_space(60 - i);
    speaker.clock.advance(6h);
  }

  CHECK(speaker.outlook().worsens);
}

TEST_CASE("between two writes a value waits, and a stop writes it") {
  test::TrendSpeaker speaker;
  speaker.clock.advance(2h);
  speaker.check_space(60);
  speaker.clock.advance(2h);
  speaker.check_space(59);
  speaker.clock.advance(10min);
  CHECK(speaker.buckets() == 1);

  CHECK(test::run(speaker.history->stop()));

  CHECK(speaker.buckets() == 2);
}

TEST_CASE("values of four hours become median, lowest and highest") {
  test::TrendSpeaker speaker;
  speaker.clock.advance(1h + 5min);
  speaker.check_space(1);
  for (const double percent : {50.0, 40.0, 45.0, 90.0}) {
    speaker.clock.advance(10min);
    speaker.check_space(percent);
  }
  REQUIRE(test::run(speaker.history->stop()));

  const auto told = test::run(speaker.history->tell());

  REQUIRE(told);
  REQUIRE(told->history.lines.size() == 1);
  REQUIRE(told->history.lines[0].buckets.size() == 1);
  const auto& bucket = told->history.lines[0].buckets[0];
  CHECK(bucket.low == 1);
  CHECK(bucket.high == 90);
  // The first value was written alone, and weighs as one of five.
  CHECK(bucket.median == Approx((1 + 4 * 47.5) / 5));
}

TEST_CASE("values taken before the clock was right get their time later") {
  test::TrendSpeaker speaker;
  speaker.clock.set_trusted(false);
  speaker.clock.advance(2h);
  for (int i = 0; i < 16; ++i) {
    speaker.check_space(60 - i);
    speaker.clock.advance(6h);
  }
  CHECK(speaker.outlook().worsens);  // they are of use without it, too
  speaker.clock.set_trusted(true);
  speaker.check_space(44);

  const auto told = test::run(speaker.history->tell());

  REQUIRE(told);
  CHECK(told->history.placed);
  CHECK(told->history.lines[0].buckets.size() == 17);
  const auto& first = told->history.lines[0].buckets.front();
  CHECK(told->history.now_s - first.at_s <= 98 * 3600);
  CHECK(speaker.outlook().worsens);
}

TEST_CASE("values of a boot that never knew the time end with it") {
  test::TrendSpeaker speaker;
  speaker.clock.set_trusted(false);
  speaker.clock.advance(2h);
  for (int i = 0; i < 14; ++i) {
    speaker.check_space(60 - i);
    speaker.clock.advance(6h);
  }
  speaker.restart("other");
  speaker.check_space(46);
  speaker.clock.advance(7h);
  speaker.check_space(45);

  CHECK_FALSE(speaker.outlook().why_unknown.empty());
}

TEST_CASE("a clock that is not right yet does not hide the history") {
  test::TrendSpeaker speaker;
  for (int i = 0; i < 14; ++i) {
    speaker.check_space(60 - i);
    speaker.clock.advance(6h);
  }
  speaker.clock.set_trusted(false);
  speaker.clock.set_wall(5s);

  CHECK(speaker.outlook().worsens);
}

TEST_CASE("a history begins anew with another firmware") {
  test::TrendSpeaker speaker;
  for (int i = 0; i < 14; ++i) {
    speaker.check_space(60 - i);
    speaker.clock.advance(6h);
  }
  CHECK(speaker.outlook().worsens);
  speaker.firmware = "2.0";
  speaker.restart("after the update");
  for (int i = 14; i < 18; ++i) {
    speaker.check_space(60 - i);
    speaker.clock.advance(6h);
  }

  CHECK_FALSE(speaker.outlook().why_unknown.empty());
}

TEST_CASE("the signal's history begins anew with another access point") {
  test::TrendSpeaker speaker;
  speaker.access_point = "02:00:00:00:00:01";
  const auto check = [&](double dbm) {
    speaker.check({test::run_of("wifi.link", {{"signal", dbm, "dBm"}})});
    speaker.clock.advance(6h);
  };
  for (int i = 0; i < 16; ++i)
    check(-55 - i);
  CHECK(speaker.outlook().worsens);
  speaker.access_point = "02:00:00:00:00:02";
  for (int i = 0; i < 4; ++i)
    check(-70);

  CHECK_FALSE(speaker.outlook().why_unknown.empty());
}

TEST_CASE("values that are no numbers and others' numbers are not kept") {
  test::TrendSpeaker speaker;
  speaker.check({test::run_of(
      "wifi.link", {{"signal", std::numeric_limits<double>::quiet_NaN(), "dBm"},
                    {"signal", std::numeric_limits<double>::infinity(), "dBm"},
                    {"frequency", 2412, "MHz"}})});

  CHECK(speaker.buckets() == 0);
}

TEST_CASE("a clock that was set back hides nothing and doubles nothing") {
  test::TrendSpeaker speaker;
  for (int i = 0; i < 14; ++i) {
    speaker.check_space(60 - i);
    speaker.clock.advance(6h);
  }
  // It was a week ahead for one check-up.
  speaker.clock.set_wall(speaker.clock.wall() + 168h);
  speaker.check_space(1);
  speaker.clock.set_wall(speaker.clock.wall() - 168h);
  for (int i = 14; i < 20; ++i) {
    speaker.clock.advance(6h);
    speaker.check_space(60 - i);
  }

  const auto outlook = speaker.outlook();

  CHECK(outlook.why_unknown.empty());
  CHECK(outlook.worsens);
  CHECK(*outlook.days_left > 5);
}

TEST_CASE("there are never more series than can be kept") {
  test::TrendSpeaker speaker;
  std::vector<Measurement> many;
  for (int i = 0; i < 100; ++i)
    many.push_back({"available_" + std::to_string(i), 50, "%"});
  speaker.check({test::run_of("firmware.storage", many)});

  const auto told = test::run(speaker.history->tell());

  CHECK(told->history.lines.size() == 32);
}

TEST_CASE("without a database nothing is kept, and it says so") {
  test::ManualClock clock;
  const Profile profile;
  TrendHistory history(clock, profile);

  CHECK(test::run(history.keep({}, "")));
  CHECK(test::run(history.outlooks()).error().code == Errc::unsupported);
  CHECK(test::run(history.stop()));
}

TEST_CASE("years of history stay within their rows") {
  test::ManualClock clock;
  const Profile profile;
  const auto database = Database::in_memory(agent_schema()).value();
  TrendHistory history(clock, profile);
  history.open(*database, "boot", "1.0");
  for (int i = 0; i < 4 * 800; ++i) {
    const std::vector<ProbeRun> runs = {
        test::run_of("wifi.link", {{"signal", -60.0 + i % 7, "dBm"}})};
    REQUIRE(test::run(history.keep(runs, "")));
    clock.advance(6h);
  }
  const auto rows = [&](const std::string& tier) {
    const std::function<Result<std::int64_t>(Connection&)> count =
        [tier](Connection& connection) {
          return connection.integer(
              "SELECT count(*) FROM trend_value WHERE tier = " + tier);
        };
    return test::run(database->run<std::int64_t>(count)).value();
  };

  CHECK(rows("0") <= 61 * 4);
  CHECK(rows("0") >= 59 * 4);
  CHECK(rows("1") <= 731);
  CHECK(rows("1") >= 728);
}

TEST_CASE("a disk that takes nothing is told, and the values wait") {
  test::TrendSpeaker speaker;
  REQUIRE(test::run(speaker.database->run<void>([](Connection& connection) {
    return connection.execute(
        "CREATE TRIGGER full BEFORE INSERT ON trend_value BEGIN"
        " SELECT RAISE(ABORT, 'database or disk is full'); END");
  })));
  const std::vector<ProbeRun> runs = {
      test::run_of("firmware.storage", {{"available_data", 50, "%"}})};
  const auto kept = test::run(speaker.history->keep(runs, ""));
  CHECK(kept.error().code == Errc::io);
  REQUIRE(test::run(speaker.database->run<void>([](Connection& connection) {
    return connection.execute("DROP TRIGGER full");
  })));

  speaker.clock.advance(5h);
  speaker.check_space(49);

  CHECK(speaker.buckets() == 2);
}

TEST_CASE("a file that is no database is put aside, and the history begins") {
  test::TrendSpeaker speaker;
  speaker.check_space(60);
  speaker.history.reset();
  speaker.database.reset();
  std::ofstream(speaker.folder.path() / "agent.db") << "this is no database";

  speaker.start();

  CHECK_FALSE(speaker.database->put_aside().empty());
  CHECK(speaker.buckets() == 0);
  speaker.check_space(60);
  CHECK(speaker.buckets() == 1);
}
