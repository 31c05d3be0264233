#include "cloud-sim/store/timeline.hpp"

namespace soundcheck::cloud {

void add_event(Sqlite& db,
               const std::string& device,
               UnixMs at_ms,
               const std::string& kind,
               const boost::json::object& data,
               const StoreLimits& limits) {
  db.run("INSERT INTO events(device, at_ms, kind, data) VALUES(?, ?, ?, ?)",
         device, at_ms, kind, boost::json::serialize(data));
  db.run(
      "DELETE FROM events WHERE device = ?1 AND id <= (SELECT id FROM events "
      "WHERE device = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)",
      device, limits.events_per_device);
}

std::vector<TimelineEvent> list_events(Sqlite& db,
                                       const std::string& device,
                                       std::int64_t limit) {
  auto query = db.query(
      "SELECT id, at_ms, kind, data FROM events WHERE device = ? ORDER BY id "
      "DESC LIMIT ?",
      device, limit);
  std::vector<TimelineEvent> events;
  while (query->step())
    events.push_back(
        {query->integer(0), query->integer(1), query->text(2), query->text(3)});
  return events;
}

}  // namespace soundcheck::cloud
