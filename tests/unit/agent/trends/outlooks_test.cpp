#include "agent/trends/outlooks.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <functional>
#include <random>

#include "agent/trends/buckets.hpp"

using namespace soundcheck;
using Subject = Outlook::Subject;

namespace {

constexpr std::int64_t now_s = 20'000 * day_s;

/// Four looks a day, of which the last was just now; the value by day, which
/// ends with 0.
History::Line line(const std::string& name,
                   int days,
                   const std::function<double(double)>& value) {
  History::Line line{name, {}};
  for (int i = 4 * days; i >= 0; --i) {
    const double day = -i / 4.0;
    const double number = value(day);
    line.buckets.push_back({now_s - i * day_s / 4, number, number, number});
  }
  return line;
}

Outlook outlook(History::Line one, std::int64_t uptime_s = 1000 * day_s) {
  History history;
  history.now_s = now_s;
  history.lines.push_back(std::move(one));
  const auto all = outlooks_of(history, uptime_s, Profile());
  REQUIRE(all.size() == 1);
  return all.front();
}

double wave(double day) {
  return std::sin(2 * 3.14159265 * day);
}

const std::string space = "firmware.storage/available_data";
const std::string memory = "system.memory/available";
const std::string heat = "system.thermal/margin";
const std::string signal = "wifi.link/signal";
const std::string retries = "wifi.link/retries";
const std::string starts = "system.resets/starts_24h";
const std::string life = "firmware.storage/flash_life_used";

}  // namespace

TEST_CASE("a disk that only breathes with the day is well") {
  const auto well =
      outlook(line(space, 30, [](double day) { return 40 + 2 * wave(day); }));

  CHECK(well.why_unknown.empty());
  CHECK_FALSE(well.worsens);
}

TEST_CASE("a disk that is tidied up every week is well, even before it is") {
  const auto tidied = [](double day) {
    const double since = day + 60 - 7 * std::floor((day + 60) / 7);
    return 30 - 2 * since;
  };

  CHECK_FALSE(outlook(line(space, 60, tidied)).worsens);
  CHECK_FALSE(outlook(line(space, 40, tidied)).worsens);
}

TEST_CASE("a disk that jumped begins anew") {
  const auto jumped = outlook(line(space, 10, [](double day) {
    return (day < -1 ? 70 : 20) + 0.1 * wave(day * 3);
  }));

  CHECK_FALSE(jumped.why_unknown.empty());
  CHECK_FALSE(jumped.worsens);
}

TEST_CASE("a number that nobody took lately is not known") {
  auto old = line(space, 20, [](double day) { return 20 + 2 * -day; });
  for (auto& bucket : old.buckets)
    bucket.at_s -= 5 * day_s;

  CHECK(outlook(old).why_unknown == "nothing was written down lately");
}

TEST_CASE("memory that gets less is a leak, counted from the last start") {
  const auto leak = [](double day) { return 40 + 2 * -day + 3 * wave(day); };

  const auto up_long = outlook(line(memory, 20, leak), 9 * day_s);
  const auto just_up = outlook(line(memory, 20, leak), day_s);

  CHECK(up_long.worsens);
  CHECK(*up_long.days_left == Approx(17.5).margin(3));
  CHECK_FALSE(just_up.why_unknown.empty());
}

TEST_CASE("a speaker that is five degrees warmer every week gets too hot") {
  const auto warmer = outlook(line(
      heat, 30, [](double day) { return 12 - 0.7 * day + 3 * wave(day); }));
  const auto summer = outlook(line(
      heat, 30, [](double day) { return 35 - 0.15 * day + 3 * wave(day); }));

  CHECK(warmer.worsens);
  CHECK(*warmer.days_left == Approx(17).margin(5));
  CHECK((!summer.days_left || *summer.days_left > 100));
}

TEST_CASE("a signal that falls by half a decibel a day is foreseen") {
  std::mt19937 random(1);
  std::normal_distribution<> noise(0, 1.5);
  const auto falls = outlook(line(signal, 20, [&](double day) {
    return std::round(-65 - 0.5 * day + noise(random));
  }));

  CHECK(falls.worsens);
  CHECK(*falls.days_left == Approx(20).margin(8));
}

TEST_CASE("a speaker that was moved has no falling signal") {
  std::mt19937 random(2);
  std::normal_distribution<> noise(0, 1.5);
  const auto moved = outlook(line(signal, 20, [&](double day) {
    return std::round((day < -6 ? -50 : -68) + noise(random));
  }));

  CHECK(moved.why_unknown.empty());
  CHECK_FALSE(moved.worsens);
}

TEST_CASE("a small shift of the signal that stays counts near the limit") {
  std::mt19937 random(3);
  std::normal_distribution<> noise(0, 1);
  const auto shifted = [&](double from) {
    return outlook(line(signal, 40, [&, from](double day) {
      return (day < -15 ? from : from - 4) + noise(random);
    }));
  };

  CHECK(shifted(-68).worsens);
  CHECK_FALSE(shifted(-45).worsens);
}

TEST_CASE("a speaker moved to a weaker place does not worsen, day after day") {
  for (const double fall : {7.0, 10.0, 14.0}) {
    for (int ago = 1; ago <= 30; ++ago) {
      std::mt19937 random(static_cast<unsigned>(ago));
      std::normal_distribution<> noise(0, 2);
      const auto moved = outlook(line(signal, 45, [&](double day) {
        return std::round((day < -ago ? -57 : -57 - fall) + noise(random));
      }));
      CHECK_FALSE(moved.worsens);
    }
  }
}

TEST_CASE("the interval of a day is about what is likely, and has an end") {
  std::mt19937 random(6);
  std::normal_distribution<> noise(0, 1.5);
  const auto falls = outlook(line(heat, 20, [&](double day) {
    return 10 - day + 3 * wave(day) + noise(random);
  }));

  REQUIRE(falls.worsens);
  CHECK(*falls.earliest_days < *falls.days_left);
  CHECK(*falls.days_left < *falls.latest_days);
  CHECK(*falls.latest_days - *falls.earliest_days < 10);
}

TEST_CASE("what was tidied up before makes the day a disk is full vaguer") {
  const auto width = [](double height) {
    const auto fills = outlook(line(space, 50, [height](double day) {
      const double week = (day + 70) / 7;
      const double tooth = height * (week - std::floor(week));
      return day < -20 ? 60 - tooth : 60 - 2 * (day + 20) + 0.2 * wave(day);
    }));
    REQUIRE(fills.worsens);
    return *fills.latest_days - *fills.earliest_days;
  };

  CHECK(width(6) > 1.2 * width(0));
}

TEST_CASE("retries that rose and stay are told, a bad day is not") {
  std::mt19937 random(4);
  std::normal_distribution<> noise(5, 1.5);
  const auto rose = outlook(line(retries, 40, [&](double day) {
    return std::abs(noise(random)) + (day < -8 ? 0 : 9);
  }));
  const auto bad_day = outlook(line(retries, 40, [&](double day) {
    return std::abs(noise(random)) + (day < -8 || day > -7 ? 0 : 60);
  }));

  CHECK(rose.worsens);
  CHECK_FALSE(bad_day.worsens);
}

TEST_CASE("starts that rise above the usual are told, an evening is not") {
  const auto rise = outlook(line(starts, 30, [](double day) {
    return day < -5 ? (int(-day) % 3 == 0) : 4.0;
  }));
  const auto evening = outlook(line(starts, 30, [](double day) {
    return day < -0.9 ? (int(-day) % 3 == 0) : 20.0;
  }));
  const auto every_day = outlook(line(starts, 30, [](double) { return 2; }));

  CHECK(rise.worsens);
  CHECK_FALSE(evening.worsens);
  CHECK_FALSE(every_day.worsens);
}

TEST_CASE("a week of starts is too short to know what is usual") {
  CHECK_FALSE(
      outlook(line(starts, 5, [](double) { return 3; })).why_unknown.empty());
}

TEST_CASE("flash has months left once it was seen to step twice") {
  const auto steps = [](double day) {
    return day < -200 ? 20.0 : day < -100 ? 30.0 : 40.0;
  };

  const auto twice = outlook(line(life, 300, steps));
  const auto once = outlook(line(life, 150, steps));

  CHECK(twice.why_unknown.empty());
  // 60 to 70 % at a tenth a day.
  CHECK(*twice.days_left == Approx(650).margin(10));
  CHECK(*twice.earliest_days < 500);
  CHECK(*twice.latest_days > 800);
  CHECK(once.why_unknown == "its wear has not been seen to move twice");
}

TEST_CASE("flash has a range at once when its endurance is known") {
  History history;
  history.now_s = now_s;
  history.lines.push_back(line(life, 10, [](double) { return 10; }));
  history.lines.push_back(line("firmware.storage/written_mmcblk0p4", 10,
                               [](double day) { return 1000 + 2 * day; }));
  Profile profile;
  profile.storage.flash_endurance_tb = 2;

  const auto all = outlooks_of(history, 0, profile);

  REQUIRE(all.size() == 1);
  CHECK(all[0].subject == Subject::flash);
  // 2 GB a day, three times that in the flash, of 2 TB.
  CHECK(*all[0].days_left == Approx(95 / 0.3).epsilon(0.02));
  CHECK(*all[0].earliest_days < *all[0].days_left);
  CHECK(*all[0].latest_days > *all[0].days_left);
}

TEST_CASE("a history of nothing tells nothing") {
  CHECK(outlooks_of({}, 0, Profile()).empty());
  CHECK_FALSE(outlook({space, {}}).why_unknown.empty());
}
