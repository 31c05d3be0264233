#include "tests/bench/trend_replay.hpp"

#include <algorithm>
#include <cmath>

#include "agent/trends/buckets.hpp"
#include "agent/trends/outlooks.hpp"
#include "probes/profile.hpp"
#include "probes/system/trends.hpp"

namespace soundcheck::bench {

namespace {

constexpr std::int64_t start_s = 20'000 * day_s;
constexpr double looks_a_day = 4;
constexpr double kept_days = 60;
/// An alarm that pauses for less is one alarm.
constexpr double pause_days = 7;

double uptime_days(const Fate& fate, double day) {
  double since = -400;
  for (const double restart : fate.restarts) {
    if (restart <= day)
      since = std::max(since, restart);
  }
  return day - since;
}

std::int64_t seconds(double days) {
  return static_cast<std::int64_t>(days * static_cast<double>(day_s));
}

void note_forecast(const Fate& fate,
                   double day,
                   const Outlook& outlook,
                   Told& told) {
  for (std::size_t i = 0; i < std::size(forecast_days); ++i) {
    const double left = fate.end - day;
    if (std::abs(left - forecast_days[i]) >= 0.5 || !outlook.worsens ||
        !outlook.days_left)
      continue;
    const bool inside = outlook.earliest_days.value_or(0) <= left &&
                        left <= outlook.latest_days.value_or(1e9);
    told.before[i] = Forecast{*outlook.days_left - left, inside};
  }
}

}  // namespace

Told replay(const World& world,
            const Fate& fate,
            double days,
            std::mt19937& random) {
  const Profile profile;
  Told told;
  told.before.resize(std::size(forecast_days));
  History history;
  history.lines.push_back({world.series, {}});
  auto& buckets = history.lines.front().buckets;
  double last_alarm = -1e9;
  for (int i = 0; i / looks_a_day < std::min(days, fate.end); ++i) {
    const double day = i / looks_a_day;
    const double value = fate.value(day, random);
    buckets.push_back({start_s + seconds(day), value, value, value});
    if (day - kept_days > 0)
      buckets.erase(buckets.begin());
    if (i % static_cast<int>(looks_a_day) != 0)
      continue;
    history.now_s = start_s + seconds(day);
    const auto outlook =
        outlooks_of(history, seconds(uptime_days(fate, day)), profile).front();
    ++told.days;
    note_forecast(fate, day, outlook, told);
    if (!system::is_near(outlook, profile.trends))
      continue;
    const bool begins = day - last_alarm > pause_days;
    last_alarm = day;
    if (day >= fate.onset && !told.alarm)
      told.alarm = day;
    else if (day < fate.onset && begins)
      ++told.false_alarms;
  }
  return told;
}

}  // namespace soundcheck::bench
