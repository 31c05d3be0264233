#include "cloud-sim/store/starts.hpp"

#include <algorithm>
#include <iterator>
#include <optional>

namespace soundcheck::cloud {
namespace {

// By the numbers that speakers send; a new one comes at the end.
constexpr const char* reasons[] = {"unknown",  "orderly",   "panic",
                                   "watchdog", "brown_out", "overheat",
                                   "power_cut"};

/// Nothing when the report does not tell.
std::optional<std::string> reason_of(const v1::HealthReport& report) {
  for (const auto& result : report.results()) {
    if (result.probe_id() != "system.resets")
      continue;
    for (const auto& one : result.measurements()) {
      // Also false for what is no number.
      const bool known = one.value() >= 0 && one.value() < std::size(reasons);
      if (one.name() == "start_reason")
        return known ? reasons[static_cast<std::size_t>(one.value())]
                     : reasons[0];
    }
  }
  return std::nullopt;
}

std::optional<Start> find_start(Sqlite& db,
                                const std::string& device,
                                const std::string& boot_id) {
  auto query = db.query(
      "SELECT started_ms, exact, reason, firmware, last_report_ms FROM starts "
      "WHERE device = ? AND boot_id = ?",
      device, boot_id);
  if (!query->step())
    return std::nullopt;
  return Start{boot_id,        query->integer(0), query->integer(1) != 0,
               query->text(2), query->text(3),    query->integer(4)};
}

/// What a report adds to what is known. A clock that is wrong, or a report that
/// waited, makes a start seem later than it was.
Start merged(const std::optional<Start>& known, Start news) {
  if (!known)
    return news;
  if (known->exact == news.exact)
    news.started_ms = std::min(known->started_ms, news.started_ms);
  else if (known->exact)
    news.started_ms = known->started_ms;
  news.exact |= known->exact;
  news.last_report_ms = std::max(known->last_report_ms, news.last_report_ms);
  if (news.firmware.empty())
    news.firmware = known->firmware;
  if (news.reason == reasons[0])
    news.reason = known->reason;
  return news;
}

bool is_update(const Start& start, const Start& before) {
  return start.reason == "orderly" && !start.firmware.empty() &&
         !before.firmware.empty() && start.firmware != before.firmware;
}

}  // namespace

void note_start(Sqlite& db,
                const std::string& device,
                const v1::HealthReport& report,
                UnixMs at_ms,
                const StoreLimits& limits) {
  if (report.boot_id().empty())
    return;
  const auto up_ms = std::clamp<UnixMs>(report.monotonic_ms(), 0, at_ms);
  const auto start =
      merged(find_start(db, device, report.boot_id()),
             {report.boot_id(), at_ms - up_ms,
              report.clock_trusted() && report.wall_unix_ms() > 0,
              reason_of(report).value_or(reasons[0]), report.firmware_version(),
              at_ms});
  db.run(
      "INSERT OR REPLACE INTO starts(device, boot_id, started_ms, exact, "
      "reason, firmware, last_report_ms) VALUES(?, ?, ?, ?, ?, ?, ?)",
      device, start.boot_id, start.started_ms, std::int64_t{start.exact},
      start.reason, start.firmware, start.last_report_ms);
  db.run(
      "DELETE FROM starts WHERE device = ?1 AND boot_id IN (SELECT boot_id "
      "FROM starts WHERE device = ?1 ORDER BY last_report_ms DESC, started_ms "
      "DESC LIMIT -1 OFFSET ?2)",
      device, limits.starts_per_device);
}

std::vector<Start> list_starts(Sqlite& db,
                               const std::string& device,
                               std::int64_t limit) {
  // Runs do not overlap, so they stand in the order of their reports, whatever
  // a clock made of their beginning. One more than is asked for: it says what
  // ran before the earliest.
  auto query = db.query(
      "SELECT boot_id, started_ms, exact, reason, firmware, last_report_ms "
      "FROM starts WHERE device = ? ORDER BY last_report_ms DESC, started_ms "
      "DESC LIMIT ?",
      device, limit + 1);
  std::vector<Start> starts;
  while (query->step())
    starts.push_back({query->text(0), query->integer(1), query->integer(2) != 0,
                      query->text(3), query->text(4), query->integer(5)});
  for (std::size_t i = 0; i + 1 < starts.size(); ++i)
    if (is_update(starts[i], starts[i + 1]))
      starts[i].reason = "update";
  if (static_cast<std::int64_t>(starts.size()) > limit)
    starts.pop_back();
  return starts;
}

}  // namespace soundcheck::cloud
