#include "agent/trends/buckets.hpp"

#include <algorithm>

#include "agent/trends/mark_table.hpp"

namespace soundcheck {

namespace {

constexpr std::int64_t hours_kept_s = 60 * day_s;
constexpr std::int64_t days_kept_s = 730 * day_s;

Result<void> execute(Connection& connection,
                     std::string_view sql,
                     std::initializer_list<std::int64_t> values) {
  auto statement = connection.prepare(sql);
  if (!statement)
    return statement.error();
  for (const auto value : values)
    statement->bind(value);
  return statement->finish();
}

Result<bool> is_of(Connection& connection, const std::string& boot_id) {
  const auto mark = read_mark(connection, MarkKind::boot);
  if (!mark)
    return mark.error();
  return *mark && (*mark)->value == boot_id;
}

Result<void> forget(Connection& connection, std::int64_t now_s) {
  return execute(connection,
                 "DELETE FROM trend_value WHERE (tier = 0 AND at_s < ?)"
                 " OR (tier = 1 AND at_s < ?) OR (tier < 2 AND at_s > ?)",
                 {now_s - hours_kept_s, now_s - days_kept_s, now_s});
}

}  // namespace

Result<std::int64_t> newest_bucket(Connection& connection) {
  return connection.integer(
      "SELECT coalesce(max(at_s), 0) FROM trend_value WHERE tier = 0");
}

Result<void> claim_adrift(Connection& connection, const std::string& boot_id) {
  const auto ours = is_of(connection, boot_id);
  if (!ours || *ours)
    return ours ? Result<void>() : Result<void>(ours.error());
  const auto done =
      connection.execute("DELETE FROM trend_value WHERE tier = 2");
  return done ? keep_mark(connection, MarkKind::boot, boot_id, 0) : done;
}

Result<void> place_adrift(Connection& connection,
                          const std::string& boot_id,
                          std::int64_t start_s) {
  const auto ours = is_of(connection, boot_id);
  if (!ours || !*ours)
    return ours ? Result<void>() : Result<void>(ours.error());
  return execute(connection,
                 "UPDATE OR REPLACE trend_value SET tier = 0,"
                 " at_s = (at_s + ?) / ? * ? WHERE tier = 2",
                 {start_s + bucket_s / 2, bucket_s, bucket_s});
}

Result<void> sum_up_days(Connection& connection, std::int64_t now_s) {
  const auto today = now_s / day_s * day_s;
  const auto last = connection.integer(
      "SELECT coalesce(max(at_s), 0) FROM trend_value WHERE tier = 1");
  if (!last)
    return last.error();
  if (*last == today - day_s)
    return {};
  // A day later than today is of a clock that was wrong.
  const auto from = *last < today ? *last + day_s : 0;
  const auto summed =
      execute(connection,
              "INSERT OR REPLACE INTO trend_value"
              " SELECT 1, at_s / 86400 * 86400, series, avg(median), min(low),"
              " max(high), sum(count) FROM trend_value"
              " WHERE tier = 0 AND at_s >= ? AND at_s < ?"
              " GROUP BY at_s / 86400, series",
              {from, today});
  return summed ? forget(connection, now_s) : summed;
}

}  // namespace soundcheck
