#include "agent/trends/outlooks.hpp"

#include <algorithm>

#include "agent/diagnosis/trend/flash_life.hpp"
#include "agent/diagnosis/trend/segment.hpp"
#include "agent/trends/buckets.hpp"
#include "agent/trends/falling.hpp"
#include "agent/trends/kept.hpp"
#include "agent/trends/rising.hpp"
#include "probes/findings.hpp"

namespace soundcheck {

using namespace diagnosis::trend;

namespace {

using Subject = Outlook::Subject;

/// Caches fill up in the first hours; that is no leak.
constexpr double warm_up_days = 0.25;
/// A speaker that was put elsewhere.
constexpr double least_jump_db = 6;
constexpr double least_fall_db = 3;

/// Days from now; a bucket's place is its middle, and never later than now.
double day_of(std::int64_t at_s, std::int64_t now_s) {
  const auto middle = std::min(at_s + bucket_s / 2, now_s);
  return static_cast<double>(middle - now_s) / static_cast<double>(day_s);
}

enum class Of { median, high };

Points points_of(const History& history,
                 const History::Line& line,
                 Of of = Of::median) {
  Points points;
  for (const auto& bucket : line.buckets) {
    points.push_back({day_of(bucket.at_s, history.now_s),
                      of == Of::high ? bucket.high : bucket.median});
  }
  return cleaned(points);
}

constexpr double for_ever = -1e6;

double begin_of(const std::optional<std::int64_t>& mark,
                const History& history) {
  // The bucket of the change has values from before it.
  return mark ? day_of(*mark + bucket_s, history.now_s) : for_ever;
}

Outlook of_signal(const Points& points, double begin, const Profile& profile) {
  const double weak = profile.wifi.weak_signal_dbm;
  auto outlook = falling(
      points, begin, {weak, least_jump_db, least_fall_db, 0.35, false, "dBm"});
  if (!outlook.why_unknown.empty() || outlook.worsens)
    return outlook;
  // A small shift that stays matters where little is left.
  const auto there = since(points, begin);
  const auto ours = since(there, since_last_jump(there, least_jump_db));
  const auto level = sunk_to(ours, 1, least_fall_db, least_jump_db);
  if (level && *level < weak + 5) {
    outlook.worsens = true;
    outlook.days_left.reset();
    outlook.earliest_days.reset();
    outlook.latest_days.reset();
    outlook.text += ", lower for good than two weeks before";
  }
  return outlook;
}

Outlook outlook_of(const History& history,
                   const History::Line& line,
                   Subject subject,
                   std::int64_t uptime_s,
                   const Profile& profile) {
  const auto points = points_of(history, line);
  const double firmware = begin_of(history.firmware_since_s, history);
  const double radio =
      std::max(firmware, begin_of(history.access_point_since_s, history));
  const double boot =
      -static_cast<double>(uptime_s) / static_cast<double>(day_s);
  switch (subject) {
    case Subject::space:
      return falling(
          points, firmware,
          {profile.storage.min_available_percent, 2, 1, 1.3, true, "%"});
    case Subject::memory:
      return falling(
          points, std::max(firmware, boot + warm_up_days),
          {profile.memory.min_available_percent, 5, 2, 0.15, false, "%"});
    case Subject::heat:
      return falling(points, firmware, {0, 10, 2, 0.25, false, "C"});
    case Subject::signal:
      return of_signal(points, radio, profile);
    case Subject::retries:
      return rising_level(since(points, radio), 1,
                          profile.wifi.retry_percent / 2);
    case Subject::resets:
    case Subject::drops:
      return rising_count(points_of(history, line, Of::high), 0.5);
    case Subject::flash:
      break;
  }
  return {};
}

std::optional<Wear> wear_of(const History& history,
                            double endurance_gb,
                            double& used_percent,
                            std::string& why_unknown) {
  std::optional<Wear> by_steps, by_writes;
  why_unknown = "its wear has not been seen to move twice";
  used_percent = -1;
  for (const auto& line : history.lines) {
    const auto series = series_of(line.series);
    if (!series || series->subject != Subject::flash)
      continue;
    const auto points = points_of(history, line, Of::high);
    if (points.empty())
      continue;
    if (!series->written) {
      used_percent = points.back().value;
      by_steps = wear_by_steps(points);
      continue;
    }
    // Of several file systems on one flash all that is written counts.
    const auto wear = wear_by_writes(since(points, -60), endurance_gb);
    if (wear && by_writes) {
      by_writes->likely += wear->likely;
      by_writes->low += wear->low;
      by_writes->high += wear->high;
    } else if (wear) {
      by_writes = wear;
    }
  }
  return blended(by_steps, by_writes);
}

Outlook of_flash(const History& history, const Profile& profile) {
  Outlook outlook;
  outlook.subject = Subject::flash;
  double used = 0;
  const auto wear = wear_of(history, profile.storage.flash_endurance_tb * 1000,
                            used, outlook.why_unknown);
  if (!wear || used < 0 || wear->likely <= 0)
    return outlook;
  outlook.why_unknown.clear();
  // "Up to 30 %" may be 20.
  const double most_left = std::max(0.0, 110 - used);
  const double least_left = std::max(0.0, 100 - used);
  outlook.days_left = (most_left + least_left) / 2 / wear->likely;
  outlook.earliest_days = least_left / wear->high;
  if (wear->low > 0)
    outlook.latest_days = most_left / wear->low;
  outlook.worsens = true;
  constexpr double month = 30.4;
  outlook.text =
      "up to " + decimal(used, 0) + " % used, " + decimal(wear->likely, 3) +
      " %/day, left " + decimal(*outlook.earliest_days / month, 0) + " to " +
      (outlook.latest_days ? decimal(*outlook.latest_days / month, 0) : "?") +
      " months";
  return outlook;
}

}  // namespace

std::vector<Outlook> outlooks_of(const History& history,
                                 std::int64_t uptime_s,
                                 const Profile& profile) {
  std::vector<Outlook> list;
  bool has_flash = false;
  for (const auto& line : history.lines) {
    const auto series = series_of(line.series);
    if (!series)
      continue;
    if (series->subject == Subject::flash) {
      has_flash |= !series->written;
      continue;
    }
    list.push_back(
        outlook_of(history, line, series->subject, uptime_s, profile));
    list.back().subject = series->subject;
    list.back().of_which = series->of_which;
  }
  if (has_flash)
    list.push_back(of_flash(history, profile));
  return list;
}

}  // namespace soundcheck
