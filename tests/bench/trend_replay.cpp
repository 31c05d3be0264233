#include "tests/bench/trend_replay.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "agent/diagnosis/trend/baseline.hpp"
#include "agent/trends/buckets.hpp"
#include "agent/trends/outlooks.hpp"
#include "probes/profile.hpp"
#include "probes/system/trends.hpp"

namespace soundcheck::bench {

namespace {

constexpr std::int64_t start_s = 20'000 * day_s;
constexpr int looks_a_day = 4;
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

std::vector<double> live(const Fate& fate, double days, std::mt19937& random) {
  std::vector<double> values;
  const auto count = static_cast<int>(std::ceil(days * looks_a_day));
  for (int i = 0; i < count; ++i)
    values.push_back(fate.value(double(i) / looks_a_day, random));
  return values;
}

/// What a check-up would find, not what the simulation knows.
double end_of(const Fate& fate, const std::vector<double>& values) {
  for (auto i = values.begin() + looks_a_day; i < values.end(); ++i) {
    const auto last = static_cast<double>(i - values.begin() - 1);
    const double middle = (last - (looks_a_day - 1) / 2.0) / looks_a_day;
    if (middle > fate.onset &&
        diagnosis::trend::median({i - looks_a_day, i}) <= fate.limit)
      return middle;
  }
  return Told().end;
}

void note_forecast(double left, const Outlook& outlook, Told& told) {
  for (std::size_t i = 0; i < std::size(forecast_days); ++i) {
    if (std::abs(left - forecast_days[i]) >= 0.5 || !outlook.worsens ||
        !outlook.days_left)
      continue;
    const double earliest = outlook.earliest_days.value_or(0);
    const double latest =
        outlook.latest_days.value_or(std::numeric_limits<double>::infinity());
    told.before[i] =
        Forecast{*outlook.days_left - left, earliest <= left && left <= latest,
                 latest - earliest};
  }
}

}  // namespace

Told replay(const World& world,
            const Fate& fate,
            double days,
            std::mt19937& random) {
  const Profile profile;
  const auto values = live(fate, days, random);
  Told told;
  told.end = end_of(fate, values);
  told.before.resize(std::size(forecast_days));
  History history;
  history.lines.push_back({world.series, {}});
  auto& buckets = history.lines.front().buckets;
  double last_alarm = -1e9;
  for (int i = 0; i < static_cast<int>(values.size()); ++i) {
    const double day = double(i) / looks_a_day;
    const double value = values[static_cast<std::size_t>(i)];
    if (day >= told.end)
      break;
    buckets.push_back({start_s + seconds(day), value, value, value});
    if (day - kept_days > 0)
      buckets.erase(buckets.begin());
    if (i % looks_a_day != 0)
      continue;
    history.now_s = start_s + seconds(day);
    const auto outlook =
        outlooks_of(history, seconds(uptime_days(fate, day)), profile).front();
    ++told.days;
    if (day >= fate.onset)
      note_forecast(told.end - day, outlook, told);
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
