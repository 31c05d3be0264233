#include "cloud-sim/store/reports.hpp"

#include <algorithm>

namespace soundcheck::cloud {

UnixMs measured_at(const v1::HealthReport& report, UnixMs received_ms) {
  if (report.clock_trusted() && report.wall_unix_ms() > 0)
    return std::min<UnixMs>(report.wall_unix_ms(), received_ms);
  return received_ms;
}

std::int64_t store_report(Sqlite& db,
                          const std::string& device,
                          const v1::HealthReport& message,
                          UnixMs received_ms,
                          const StoreLimits& limits) {
  const auto bytes = message.SerializeAsString();
  db.run(
      "INSERT INTO reports(device, outbox, seq, received_ms, payload) "
      "VALUES(?, ?, ?, ?, ?)",
      device, message.outbox(), static_cast<std::int64_t>(message.seq()),
      received_ms, Blob{bytes});
  const auto id = db.last_id();
  db.run(
      "DELETE FROM reports WHERE device = ?1 AND id <= (SELECT id FROM reports "
      "WHERE device = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)",
      device, limits.reports_per_device);
  return id;
}

std::vector<Report> list_reports(Sqlite& db,
                                 const std::string& device,
                                 std::int64_t before,
                                 std::int64_t limit) {
  auto query = db.query(
      "SELECT id, received_ms, payload FROM reports WHERE device = ? AND "
      "id < ? ORDER BY id DESC LIMIT ?",
      device, before, limit);
  std::vector<Report> reports;
  while (query->step()) {
    Report report{query->integer(0), query->integer(1), {}};
    if (report.message.ParseFromString(query->text(2)))
      reports.push_back(std::move(report));
  }
  return reports;
}

std::int64_t count_reports(Sqlite& db, const std::string& device) {
  auto query =
      db.query("SELECT count(*) FROM reports WHERE device = ?", device);
  return query->step() ? query->integer(0) : 0;
}

}  // namespace soundcheck::cloud
