#include "agent/journal/event_table.hpp"

#include <algorithm>

namespace soundcheck {

namespace {

// Forgetting writes another page, so it is done for many rows at once.
constexpr std::size_t rows_above = 64;

void bind(Statement& statement, const std::optional<int>& value) {
  value ? statement.bind(std::int64_t{*value}) : statement.bind_null();
}

std::optional<int> number(const Statement& row, int column) {
  return row.is_null(column)
             ? std::nullopt
             : std::optional(static_cast<int>(row.integer(column)));
}

Result<void> insert(Statement& statement,
                    const std::string& boot_id,
                    const ConnectionEvent& event) {
  statement.reset()
      .bind_text(boot_id)
      .bind(std::int64_t{event.monotonic.count()})
      .bind(event.wall_unix_s)
      .bind(static_cast<std::int64_t>(event.kind))
      .bind_text(event.bssid)
      .bind(std::int64_t{event.by_access_point})
      .bind_text(event.text);
  bind(statement, event.code);
  bind(statement, event.signal_dbm);
  bind(statement, event.frequency_mhz);
  return statement.finish();
}

Result<void> forget_old(Connection& connection, std::size_t max_events) {
  const auto span = connection.integer(
      "SELECT coalesce(max(id) - min(id), 0) FROM connection_event");
  if (!span)
    return span.error();
  if (static_cast<std::size_t>(std::max<std::int64_t>(*span, 0)) <
      max_events + rows_above) {
    return {};
  }
  return connection.execute(
      "DELETE FROM connection_event WHERE id <="
      " (SELECT max(id) FROM connection_event) - " +
      std::to_string(max_events));
}

bool is_kind(std::int64_t number) {
  return number >= 0 && number < 1000 &&
         to_string(static_cast<ConnectionEvent::Kind>(number)) != "unknown";
}

KeptEvent event_of(const Statement& row, const std::string& boot_id) {
  KeptEvent kept;
  kept.earlier_boot = row.text(0) != boot_id;
  auto& event = kept.event;
  event.monotonic = std::chrono::milliseconds(row.integer(1));
  event.wall_unix_s = row.integer(2);
  event.kind = static_cast<ConnectionEvent::Kind>(row.integer(3));
  event.bssid = row.text(4);
  event.by_access_point = row.integer(5) != 0;
  event.text = row.text(6);
  event.code = number(row, 7);
  event.signal_dbm = number(row, 8);
  event.frequency_mhz = number(row, 9);
  return kept;
}

}  // namespace

Result<void> append_events(Connection& connection,
                           const std::string& boot_id,
                           const std::vector<ConnectionEvent>& events,
                           std::size_t max_events) {
  auto statement = connection.prepare(
      "INSERT INTO connection_event (boot_id, monotonic_ms, wall_unix_s, kind,"
      " bssid, by_access_point, text, code, signal_dbm, frequency_mhz)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  if (!statement)
    return statement.error();
  for (const auto& event : events) {
    if (auto done = insert(*statement, boot_id, event); !done)
      return done;
  }
  return forget_old(connection, max_events);
}

Result<std::vector<KeptEvent>> read_events(Connection& connection,
                                           const std::string& boot_id,
                                           std::size_t max_events) {
  auto rows = connection.prepare(
      "SELECT boot_id, monotonic_ms, wall_unix_s, kind, bssid, by_access_point,"
      " text, code, signal_dbm, frequency_mhz"
      " FROM connection_event ORDER BY id DESC LIMIT ?");
  if (!rows)
    return rows.error();
  rows->bind(static_cast<std::int64_t>(max_events));
  std::vector<KeptEvent> events;
  auto row = rows->step();
  for (; row && *row; row = rows->step()) {
    if (is_kind(rows->integer(3)))
      events.push_back(event_of(*rows, boot_id));
  }
  if (!row)
    return row.error();
  std::reverse(events.begin(), events.end());
  return events;
}

}  // namespace soundcheck
