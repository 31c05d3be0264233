#include "agent/trends/trend_table.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "agent/diagnosis/trend/baseline.hpp"
#include "agent/trends/buckets.hpp"
#include "agent/trends/kept.hpp"
#include "agent/trends/mark_table.hpp"

namespace soundcheck {

namespace {

/// A start has a word in its bucket only when it lasts.
constexpr std::int64_t settled_after_s = 3600;

using Key = std::pair<std::string, std::int64_t>;  ///< series, bucket
using Values = std::map<Key, std::vector<double>>;

/// 0: there is no such series, and no room for another one.
Result<std::int64_t> id_of(Connection& connection, const std::string& name) {
  auto known = connection.prepare("SELECT id FROM trend_series WHERE name = ?");
  if (!known)
    return known.error();
  const auto found = known->bind_text(name).step();
  if (!found)
    return found.error();
  if (*found)
    return known->integer(0);
  const auto count = connection.integer("SELECT count(*) FROM trend_series");
  if (!count)
    return count.error();
  if (*count >= static_cast<std::int64_t>(max_series))
    return std::int64_t{0};
  auto insert =
      connection.prepare("INSERT INTO trend_series (name) VALUES (?)");
  if (!insert)
    return insert.error();
  if (const auto done = insert->bind_text(name).finish(); !done)
    return done.error();
  return connection.integer("SELECT last_insert_rowid()");
}

/// A bucket that was written before the daemon was stopped is gone on with.
constexpr auto merge =
    "INSERT INTO trend_value VALUES (?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (tier, at_s, series) DO UPDATE SET"
    " median = (median * count + excluded.median * excluded.count)"
    "   / (count + excluded.count),"
    " low = min(low, excluded.low), high = max(high, excluded.high),"
    " count = count + excluded.count";

Result<void> write_values(Connection& connection,
                          Tier tier,
                          const Values& values) {
  auto statement = connection.prepare(merge);
  if (!statement)
    return statement.error();
  for (const auto& [key, list] : values) {
    const auto id = id_of(connection, key.first);
    if (!id)
      return id.error();
    if (*id == 0)
      continue;
    const auto [low, high] = std::minmax_element(list.begin(), list.end());
    const auto done = statement->reset()
                          .bind(static_cast<std::int64_t>(tier))
                          .bind(key.second)
                          .bind(*id)
                          .bind(diagnosis::trend::median(list))
                          .bind(*low)
                          .bind(*high)
                          .bind(static_cast<std::int64_t>(list.size()))
                          .finish();
    if (!done)
      return done;
  }
  return {};
}

Values bucketed(const std::vector<Sample>& samples) {
  Values values;
  for (const auto& sample : samples)
    values[{sample.series, bucket_of(sample.at_s)}].push_back(sample.value);
  return values;
}

/// Whether only a start that may soon be over would be written.
Result<bool> is_rash(Connection& connection, const Batch& batch) {
  if (batch.uptime_s >= settled_after_s)
    return false;
  if (!batch.placed)
    return true;
  const auto newest = newest_bucket(connection);
  if (!newest)
    return newest.error();
  return *newest >= bucket_of(batch.now_s);
}

}  // namespace

Result<bool> write_batch(Connection& connection, const Batch& batch) {
  const auto rash = is_rash(connection, batch);
  if (!rash || *rash)
    return rash ? Result<bool>(false) : rash;
  auto done = batch.placed ? place_adrift(connection, batch.boot_id,
                                          batch.now_s - batch.uptime_s)
                           : claim_adrift(connection, batch.boot_id);
  if (done) {
    done = write_values(connection, batch.placed ? Tier::hours : Tier::adrift,
                        bucketed(batch.samples));
  }
  if (done && batch.placed)
    done = keep_marks(connection, batch.marks, batch.now_s);
  if (done && batch.placed)
    done = sum_up_days(connection, batch.now_s);
  return done ? Result<bool>(true) : Result<bool>(done.error());
}

}  // namespace soundcheck
