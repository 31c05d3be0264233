#include "agent/trends/history.hpp"

#include <algorithm>

#include "agent/trends/buckets.hpp"
#include "agent/trends/kept.hpp"
#include "agent/trends/mark_table.hpp"

namespace soundcheck {

namespace {

constexpr std::int64_t long_adrift_s = 3 * day_s;

/// A line with its number in the tables.
struct Numbered {
  std::int64_t id;
  bool needs_days;
};

Result<std::vector<Numbered>> read_lines(Connection& connection,
                                         bool all_days,
                                         History& history) {
  auto rows =
      connection.prepare("SELECT id, name FROM trend_series ORDER BY name");
  if (!rows)
    return rows.error();
  std::vector<Numbered> numbers;
  auto row = rows->step();
  for (; row && *row; row = rows->step()) {
    const auto name = rows->text(1);
    const auto series = series_of(name);
    // A newer agent may have kept more.
    if (!series)
      continue;
    numbers.push_back({rows->integer(0),
                       all_days || series->subject == Outlook::Subject::flash});
    history.lines.push_back({name, {}});
  }
  if (!row)
    return row.error();
  return numbers;
}

Result<void> read_tier(Connection& connection,
                       Tier tier,
                       std::int64_t until_s,
                       const std::vector<Numbered>& numbers,
                       History& history) {
  auto rows = connection.prepare(
      "SELECT series, at_s, median, low, high FROM trend_value"
      " WHERE tier = ? AND at_s < ? ORDER BY at_s");
  if (!rows)
    return rows.error();
  rows->bind(static_cast<std::int64_t>(tier)).bind(until_s);
  auto row = rows->step();
  for (; row && *row; row = rows->step()) {
    const auto id = rows->integer(0);
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      if (numbers[i].id != id || (tier == Tier::days && !numbers[i].needs_days))
        continue;
      history.lines[i].buckets.push_back(
          {rows->integer(1), rows->real(2), rows->real(3), rows->real(4)});
    }
  }
  return row ? Result<void>() : Result<void>(row.error());
}

Result<std::optional<std::int64_t>> changed(Connection& connection,
                                            MarkKind kind) {
  const auto mark = read_mark(connection, kind);
  if (!mark)
    return mark.error();
  if (!*mark || (*mark)->since_s == 0)
    return std::optional<std::int64_t>();
  return std::optional((*mark)->since_s);
}

/// In which tier to look, and what time it is there.
Result<Tier> choose(Connection& connection,
                    const Moment& moment,
                    History& history) {
  history.now_s = moment.wall_s;
  if (moment.placed)
    return Tier::hours;
  const auto boot = read_mark(connection, MarkKind::boot);
  if (!boot)
    return boot.error();
  history.placed = !*boot || (*boot)->value != moment.boot_id ||
                   moment.uptime_s < long_adrift_s;
  if (!history.placed) {
    history.now_s = moment.uptime_s;
    return Tier::adrift;
  }
  const auto newest = newest_bucket(connection);
  if (!newest)
    return newest.error();
  history.now_s = *newest + bucket_s;
  return Tier::hours;
}

}  // namespace

Result<History> read_history(Connection& connection, const Moment& moment) {
  History history;
  const auto tier = choose(connection, moment, history);
  if (!tier)
    return tier.error();
  const auto numbers = read_lines(connection, moment.all_days, history);
  if (!numbers)
    return numbers.error();
  Result<void> done;
  if (*tier == Tier::hours) {
    const auto oldest = connection.integer(
        "SELECT coalesce(min(at_s), 0) FROM trend_value WHERE tier = 0");
    if (!oldest)
      return oldest.error();
    done = read_tier(connection, Tier::days, *oldest / day_s * day_s, *numbers,
                     history);
    const auto firmware = changed(connection, MarkKind::firmware);
    const auto access_point = changed(connection, MarkKind::access_point);
    if (!firmware || !access_point)
      return firmware ? access_point.error() : firmware.error();
    history.firmware_since_s = *firmware;
    history.access_point_since_s = *access_point;
  }
  if (done) {
    done = read_tier(connection, *tier, history.now_s + 1, *numbers, history);
  }
  if (!done)
    return done.error();
  return history;
}

}  // namespace soundcheck
