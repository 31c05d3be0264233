#include "agent/bundle/collect/records.hpp"

#include <boost/json/parse.hpp>

#include "agent/bundle/collect/log_files.hpp"
#include "agent/bundle/collect/report_fields.hpp"
#include "agent/store/connection.hpp"
#include "agent/uplink/uplink.hpp"
#include "probes/board/connection_log.hpp"
#include "probes/board/resets.hpp"

namespace soundcheck::bundle {

namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

using Row = std::function<bool(const Statement&, Page&)>;

/// Each row until `take` wants no more.
Result<void> read_rows(const fs::path& database,
                       std::string_view query,
                       const Row& take,
                       Page& page) {
  auto connection = Connection::open_reading(database);
  if (!connection)
    return connection.error();
  auto rows = connection->prepare(query);
  if (!rows)
    return rows.error();
  for (;;) {
    const auto row = rows->step();
    if (!row)
      return row.error();
    if (!*row || !take(*rows, page))
      return {};
    if (page.late())
      return Error(Errc::timeout, "it takes too long");
  }
}

bool add_report(const Statement& row, Page& page) {
  v1::HealthReport report;
  // One that a newer agent wrote, or that is damaged, is no loss.
  return !report.ParseFromString(row.blob(0)) ||
         page.add(fields_of(report, page));
}

bool add_connection_event(const Statement& row, Page& page) {
  const auto kind = static_cast<ConnectionEvent::Kind>(row.integer(3));
  json::object event = {
      {"boot", page.value(SecretKind::hex, row.text(0))},
      {"monotonic_ms", row.integer(1)},
      {"wall_unix_s", row.integer(2)},
      {"kind", to_string(kind)},
      {"access_point", page.value(SecretKind::mac, row.text(4))},
      {"by_access_point", row.integer(5) != 0},
      {"text", page.text(row.text(6))}};
  int column = 7;
  for (const auto* name : {"code", "signal_dbm", "frequency_mhz"}) {
    if (!row.is_null(column))
      event[name] = row.integer(column);
    ++column;
  }
  return page.add(event);
}

bool add_start(const Statement& row, Page& page) {
  const auto reason = static_cast<StartReason>(row.integer(1));
  return page.add({{"boot", page.value(SecretKind::hex, row.text(0))},
                   {"reason", to_string(reason)},
                   {"wall_unix_s", row.integer(2)},
                   {"clock_trusted", row.integer(3) != 0},
                   {"headline", page.text(row.text(4))}});
}

bool add_crash(const Statement& row, Page& page) {
  std::string text = row.text(1);
  bool room = page.add("crash before the start " + row.text(0));
  for (std::string_view rest = text; room && !rest.empty();) {
    const auto line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    room = page.add(line);
  }
  return room;
}

bool add_trend(const Statement& row, Page& page) {
  return page.add(json::object{{"series", page.text(row.text(0))},
                               {"tier", row.integer(1)},
                               {"at_s", row.integer(2)},
                               {"median", row.real(3)},
                               {"low", row.real(4)},
                               {"high", row.real(5)},
                               {"count", row.integer(6)}});
}

/// One line of the audit log, of which its chain is not worth anything without
/// the words that stay here.
json::object audit_fields(const json::object& line, Page& page) {
  json::object fields;
  for (const auto* name :
       {"n", "event", "wall_ms", "clock_trusted", "monotonic_ms", "verb"}) {
    const auto* value = line.if_contains(name);
    if (value != nullptr && value->is_string())
      fields[name] = page.text(value->get_string());
    else if (value != nullptr && (value->is_number() || value->is_bool()))
      fields[name] = *value;
  }
  for (const auto& [name, kind] : {std::pair("session", SecretKind::hex),
                                   {"command", SecretKind::hex},
                                   {"operator", SecretKind::account}}) {
    const auto* value = line.if_contains(name);
    if (value != nullptr && value->is_string())
      fields[name] = page.value(kind, value->get_string());
  }
  for (const auto* name : {"reason", "key", "detail"}) {
    const auto* value = line.if_contains(name);
    if (value != nullptr && value->is_string())
      fields[name] = page.text(value->get_string());
  }
  return fields;
}

/// read_tail() redacts what it reads as text; here the fields decide, so the
/// lines are first taken as they are.
Result<void> add_audit(const fs::path& file, Page& page) {
  constexpr std::size_t bytes = 64 * 1024;
  const auto lines = read_last_lines(file, bytes, page.deadline());
  if (!lines)
    return lines.error();
  std::string_view rest = *lines;
  while (!rest.empty()) {
    const auto line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    json::error_code failed;
    const auto value = json::parse(line, failed);
    if (!failed && value.is_object() &&
        !page.add(audit_fields(value.get_object(), page)))
      break;
  }
  return {};
}

}  // namespace

std::vector<Source> records(const fs::path& state_folder) {
  const auto database = state_folder / "agent.db";
  const auto rows = [&database](const char* name, const char* from,
                                const char* query, Row take) {
    return Source{name, from, [=](Page& page) {
                    return read_rows(database, query, take, page);
                  }};
  };
  static_assert(static_cast<int>(Channel::report) == 1);
  return {
      rows("reports.jsonl", "reports without a receipt",
           "SELECT payload FROM outbox_entry WHERE channel = 1"
           " ORDER BY seq DESC LIMIT 40",
           add_report),
      rows("connection.jsonl", "journal of the connection",
           "SELECT boot_id, monotonic_ms, wall_unix_s, kind, bssid,"
           " by_access_point, text, code, signal_dbm, frequency_mhz"
           " FROM connection_event ORDER BY id DESC LIMIT 500",
           add_connection_event),
      rows("starts.jsonl", "starts of the speaker",
           "SELECT boot_id, reason, wall_unix_s, wall_trusted, headline"
           " FROM system_start ORDER BY id DESC LIMIT 64",
           add_start),
      rows("crashes.txt", "crash records of the kernel",
           "SELECT boot_id, crash_text FROM system_start"
           " WHERE crash_text != '' ORDER BY id DESC LIMIT 4",
           add_crash),
      rows("trends.jsonl", "history of numbers",
           "SELECT name, tier, at_s, median, low, high, count"
           " FROM trend_value JOIN trend_series ON id = series"
           " ORDER BY tier, at_s DESC LIMIT 4000",
           add_trend),
      {"audit.jsonl", "audit log",
       [file = state_folder / "audit.log"](Page& page) {
         return add_audit(file, page);
       }},
  };
}

}  // namespace soundcheck::bundle
