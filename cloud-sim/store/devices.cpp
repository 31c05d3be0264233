#include "cloud-sim/store/devices.hpp"

#include <cmath>

#include "cloud-sim/wire/words.hpp"

namespace soundcheck::cloud {
namespace {

constexpr std::string_view row_columns =
    "SELECT id, tenant, model, state, since_ms, last_seen_ms, firmware, slot, "
    "agent, boot_id, knowledge_hash, session_open, diagnosis_status, fault_id, "
    "probability, diagnosis_ms, dropped_reports, (SELECT payload FROM results "
    "WHERE device = devices.id AND probe_id = 'wifi.link') FROM devices ";

constexpr std::string_view is_faulty =
    "diagnosis_status IN ('fault', 'unknown_fault')";

std::optional<double> signal_in(const std::string& payload) {
  v1::ProbeResult result;
  if (!result.ParseFromString(payload))
    return std::nullopt;
  for (const auto& m : result.measurements())
    if (m.unit() == "dBm" && m.name().starts_with("signal") &&
        std::isfinite(m.value()))
      return m.value();
  return std::nullopt;
}

DeviceRow read_row(const Query& q) {
  DeviceRow row{.id = q.text(0),
                .tenant = q.text(1),
                .model = q.text(2),
                .state = q.text(3),
                .since_ms = q.integer(4),
                .last_seen_ms = q.integer(5),
                .firmware = q.text(6),
                .slot = q.text(7),
                .agent = q.text(8),
                .boot_id = q.text(9),
                .knowledge_hash = q.text(10),
                .session_open = q.integer(11) != 0,
                .dropped_reports = q.integer(16)};
  if (!q.text(12).empty()) {
    row.diagnosis = DiagnosisBrief{q.text(12), q.text(13), {}, q.integer(15)};
    if (!q.is_null(14))
      row.diagnosis->probability = q.real(14);
  }
  row.signal_dbm = signal_in(q.text(17));
  return row;
}

}  // namespace

void register_device(Sqlite& db,
                     const std::string& id,
                     const std::string& tenant,
                     const std::string& model) {
  db.run(
      "INSERT INTO devices(id, tenant, model) VALUES(?, ?, ?) "
      "ON CONFLICT(id) DO UPDATE SET model = excluded.model "
      "WHERE excluded.model <> ''",
      id, tenant, model);
}

std::optional<DeviceRow> find_device(Sqlite& db, const std::string& id) {
  auto query = db.query(std::string(row_columns) + "WHERE id = ?", id);
  if (!query->step())
    return std::nullopt;
  return read_row(*query);
}

std::vector<DeviceRow> list_devices(Sqlite& db, const DeviceFilter& filter) {
  const std::string sql =
      std::string(row_columns) +
      "WHERE (?1 = '' OR instr(lower(id || ' ' || model), lower(?1))) "
      "AND (?2 = '' OR state = ?2) "
      "AND (?3 = '' OR fault_id = ?3 OR (?3 = 'any' AND " +
      std::string(is_faulty) + ") OR (?3 = 'none' AND NOT " +
      std::string(is_faulty) + ")) AND (?4 = '' OR firmware = ?4) ORDER BY " +
      std::string(is_faulty) + " DESC, probability DESC, id";
  auto query =
      db.query(sql, filter.text, filter.state, filter.fault, filter.firmware);
  std::vector<DeviceRow> rows;
  while (query->step())
    rows.push_back(read_row(*query));
  return rows;
}

FleetSummary summarise(Sqlite& db) {
  auto query = db.query(
      "SELECT count(*), count(*) FILTER (WHERE state = "
      "'online'), count(*) FILTER (WHERE " +
      std::string(is_faulty) + ") FROM devices");
  query->step();
  return {query->integer(0), query->integer(1), query->integer(2)};
}

void update_device(Sqlite& db, const DeviceRow& row) {
  db.run(
      "UPDATE devices SET model = ?2, state = ?3, since_ms = ?4, "
      "last_seen_ms = ?5, firmware = ?6, slot = ?7, agent = ?8, boot_id = ?9, "
      "knowledge_hash = ?10, session_open = ?11, dropped_reports = ?12 "
      "WHERE id = ?1",
      row.id, row.model, row.state, row.since_ms, row.last_seen_ms,
      row.firmware, row.slot, row.agent, row.boot_id, row.knowledge_hash,
      std::int64_t{row.session_open}, row.dropped_reports);
}

void store_presence(Sqlite& db,
                    const std::string& device,
                    const v1::DevicePresence& presence) {
  const auto bytes = presence.SerializeAsString();
  db.run("UPDATE devices SET presence = ?2 WHERE id = ?1", device, Blob{bytes});
}

v1::DevicePresence load_presence(Sqlite& db, const std::string& device) {
  v1::DevicePresence presence;
  auto query = db.query("SELECT presence FROM devices WHERE id = ?", device);
  if (query->step())
    presence.ParseFromString(query->text(0));
  return presence;
}

bool store_diagnosis(Sqlite& db,
                     const std::string& device,
                     const v1::Diagnosis& diagnosis,
                     UnixMs at_ms) {
  const auto bytes = diagnosis.SerializeAsString();
  std::string fault_id;
  std::optional<double> probability;
  if (diagnosis.status() == v1::DIAGNOSIS_STATUS_FAULT &&
      diagnosis.faults_size() > 0) {
    fault_id = diagnosis.faults(0).fault_id();
    if (std::isfinite(diagnosis.faults(0).probability()))
      probability = diagnosis.faults(0).probability();
  }
  db.run(
      "UPDATE devices SET diagnosis = ?2, diagnosis_status = ?3, fault_id = "
      "?4, probability = ?5, diagnosis_ms = ?6 WHERE id = ?1 AND "
      "diagnosis_ms <= ?6",
      device, Blob{bytes}, word(diagnosis.status()), fault_id, probability,
      at_ms);
  return db.changes() > 0;
}

std::optional<v1::Diagnosis> load_diagnosis(Sqlite& db,
                                            const std::string& device) {
  auto query = db.query("SELECT diagnosis FROM devices WHERE id = ?", device);
  v1::Diagnosis diagnosis;
  if (!query->step() || query->is_null(0) ||
      !diagnosis.ParseFromString(query->text(0)))
    return std::nullopt;
  return diagnosis;
}

void store_result(Sqlite& db,
                  const std::string& device,
                  const v1::ProbeResult& result,
                  UnixMs at_ms,
                  const StoreLimits& limits) {
  const auto bytes = result.SerializeAsString();
  db.run(
      "INSERT INTO results VALUES(?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET "
      "at_ms = ?3, payload = ?4 WHERE at_ms <= ?3",
      device, result.probe_id(), at_ms, Blob{bytes});
  db.run(
      "DELETE FROM results WHERE device = ?1 AND probe_id IN (SELECT probe_id "
      "FROM results WHERE device = ?1 ORDER BY at_ms DESC LIMIT -1 OFFSET ?2)",
      device, limits.results_per_device);
}

std::vector<LatestResult> load_results(Sqlite& db, const std::string& device) {
  auto query = db.query(
      "SELECT at_ms, payload FROM results WHERE device = ? ORDER BY probe_id",
      device);
  std::vector<LatestResult> results;
  while (query->step()) {
    LatestResult latest{query->integer(0), {}};
    if (latest.result.ParseFromString(query->text(1)))
      results.push_back(std::move(latest));
  }
  return results;
}

std::int64_t take_open_counter(Sqlite& db,
                               const std::string& device,
                               UnixMs now_ms) {
  auto query = db.query(
      "UPDATE devices SET last_open_counter = max(last_open_counter + 1, ?2) "
      "WHERE id = ?1 RETURNING last_open_counter",
      device, now_ms);
  const auto counter = query->step() ? query->integer(0) : now_ms;
  query->step();
  return counter;
}

}  // namespace soundcheck::cloud
