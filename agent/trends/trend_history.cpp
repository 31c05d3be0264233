#include "agent/trends/trend_history.hpp"

#include <cmath>
#include <utility>

#include "agent/trends/buckets.hpp"
#include "agent/trends/kept.hpp"
#include "agent/trends/outlooks.hpp"

namespace soundcheck {

using std::chrono::duration_cast;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

/// Of those that wait for a disk, only the newest count.
constexpr std::size_t max_waiting = 1024;
/// A little less than a bucket, because check-ups come a little early.
constexpr seconds write_interval{bucket_s - 600};

std::int64_t in_seconds(milliseconds time) {
  return duration_cast<seconds>(time).count();
}

Result<TrendHistory::Told> read(Connection& connection,
                                const Moment& moment,
                                const Profile& profile) {
  auto history = read_history(connection, moment);
  if (!history)
    return history.error();
  auto outlooks = outlooks_of(*history, moment.uptime_s, profile);
  return TrendHistory::Told{std::move(*history), std::move(outlooks)};
}

}  // namespace

void TrendHistory::open(Database& database,
                        std::string boot_id,
                        std::string firmware) {
  database_ = &database;
  boot_id_ = std::move(boot_id);
  marks_.firmware = std::move(firmware);
}

Task<void> TrendHistory::keep(const std::vector<ProbeRun>& runs,
                              std::string access_point) {
  if (!access_point.empty())
    marks_.access_point = std::move(access_point);
  for (const auto& run : runs) {
    for (const auto& measurement : run.measurements) {
      auto name = series_name(run.probe_id, measurement.name);
      if (std::isfinite(measurement.value) && series_of(name)) {
        waiting_.push_back(
            {std::move(name), clock_.monotonic(), measurement.value});
      }
    }
  }
  if (waiting_.size() > max_waiting) {
    waiting_.erase(waiting_.begin(),
                   waiting_.end() - static_cast<std::ptrdiff_t>(max_waiting));
  }
  const bool due =
      !written_ || clock_.monotonic() - *written_ >= write_interval;
  if (!due)
    co_return Result<void>();
  co_return co_await write();
}

Batch TrendHistory::batch() const {
  Batch batch;
  batch.boot_id = boot_id_;
  batch.marks = marks_;
  batch.placed = clock_.trusted();
  batch.uptime_s = in_seconds(clock_.monotonic());
  batch.now_s = batch.placed ? in_seconds(clock_.wall()) : batch.uptime_s;
  for (const auto& one : waiting_) {
    const auto age_s = in_seconds(clock_.monotonic() - one.at);
    batch.samples.push_back({one.series, batch.now_s - age_s, one.value});
  }
  return batch;
}

Task<void> TrendHistory::write() {
  if (!database_ || waiting_.empty())
    co_return Result<void>();
  const std::function<Result<bool>(Connection&)> work =
      [batch = batch()](Connection& connection) {
        return write_batch(connection, batch);
      };
  const auto count = static_cast<std::ptrdiff_t>(waiting_.size());
  const auto done = co_await database_->run<bool>(work);
  if (!done)
    co_return done.error().during("keeping the history");
  if (*done) {
    written_ = clock_.monotonic();
    waiting_.erase(waiting_.begin(), waiting_.begin() + count);
  }
  co_return Result<void>();
}

Task<TrendHistory::Told> TrendHistory::look(bool all_days) {
  if (!database_)
    co_return Error(Errc::unsupported, "no history is kept");
  Moment moment;
  moment.boot_id = boot_id_;
  moment.placed = clock_.trusted();
  moment.wall_s = in_seconds(clock_.wall());
  moment.uptime_s = in_seconds(clock_.monotonic());
  moment.all_days = all_days;
  // On the storage thread: months of numbers take their time.
  const std::function<Result<Told>(Connection&)> work =
      [moment, profile = profile_](Connection& connection) {
        return read(connection, moment, profile);
      };
  auto told = co_await database_->run<Told>(work);
  if (!told)
    co_return told.error().during("reading the history");
  co_return std::move(*told);
}

Task<std::vector<Outlook>> TrendHistory::outlooks() {
  auto told = co_await look(false);
  if (!told)
    co_return told.error();
  co_return std::move(told->outlooks);
}

}  // namespace soundcheck
