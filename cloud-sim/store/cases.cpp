#include "cloud-sim/store/cases.hpp"

namespace soundcheck::cloud {
namespace {

constexpr std::string_view columns =
    "SELECT id, device, model, firmware, origin, opened_by, complaint, state, "
    "fault_id, severity, skill, level, assignee, remedy_id, opened_ms, "
    "evidence_ms, named_ms, responded_ms, advised_ms, confirmed_ms, closed_ms, "
    "sessions, returns, escalations, confirmed_by, outcome, closed_by, stars "
    "FROM cases ";

void read_course(const Query& q, Case& record) {
  record.opened_ms = q.integer(14);
  record.evidence_ms = q.integer(15);
  record.named_ms = q.integer(16);
  record.responded_ms = q.integer(17);
  record.advised_ms = q.integer(18);
  record.confirmed_ms = q.integer(19);
  record.closed_ms = q.integer(20);
  record.sessions = q.integer(21);
  record.returns = q.integer(22);
  record.escalations = q.integer(23);
  record.confirmed_by = q.text(24);
  record.outcome = q.text(25);
  record.closed_by = q.text(26);
  record.stars = q.integer(27);
}

Case read_case(const Query& q) {
  Case record;
  record.id = q.integer(0);
  record.device = q.text(1);
  record.model = q.text(2);
  record.firmware = q.text(3);
  record.origin = q.text(4);
  record.opened_by = q.text(5);
  record.complaint = q.text(6);
  record.state = q.text(7);
  record.fault_id = q.text(8);
  record.severity = q.text(9);
  record.skill = q.text(10);
  record.level = q.text(11);
  record.assignee = q.text(12);
  record.remedy_id = q.text(13);
  read_course(q, record);
  return record;
}

std::vector<Case> read_all(Query& query) {
  std::vector<Case> cases;
  while (query.step())
    cases.push_back(read_case(query));
  return cases;
}

std::optional<Case> first(std::vector<Case> cases) {
  if (cases.empty())
    return std::nullopt;
  return std::move(cases.front());
}

// Reports come by themselves for as long as a case is open; what people did is
// never forgotten for them.
void bound_events(Sqlite& db, std::int64_t case_id, std::int64_t limit) {
  db.run(
      "DELETE FROM case_events WHERE id IN (SELECT id FROM case_events WHERE "
      "case_id = ?1 AND kind <> 'opened' ORDER BY kind = 'report' DESC, id "
      "LIMIT max(0, (SELECT count(*) FROM case_events WHERE case_id = ?1) - "
      "?2))",
      case_id, limit);
}

}  // namespace

std::int64_t insert_case(Sqlite& db,
                         const Case& record,
                         const StoreLimits& limits) {
  db.run(
      "INSERT INTO cases VALUES(NULL, ?, ?, ?, ?, ?, ?, ?, ?, '', '', ?, '', "
      "'', ?, 0, 0, 0, 0, 0, 0, 0, 0, 0, '', '', '', 0)",
      record.device, record.model, record.firmware, record.origin,
      record.opened_by, record.complaint, record.state, record.fault_id,
      record.level, record.opened_ms);
  const auto id = db.last_id();
  db.run(
      "DELETE FROM cases WHERE device = ?1 AND closed_ms > 0 AND id <= (SELECT "
      "id FROM cases WHERE device = ?1 AND closed_ms > 0 ORDER BY id DESC "
      "LIMIT 1 OFFSET ?2)",
      record.device, limits.cases_per_device);
  return id;
}

void update_case(Sqlite& db, const Case& record) {
  db.run(
      "UPDATE cases SET complaint = ?2, state = ?3, fault_id = ?4, severity = "
      "?5, skill = ?6, level = ?7, assignee = ?8, remedy_id = ?9, evidence_ms "
      "= ?10, named_ms = ?11, responded_ms = ?12, advised_ms = ?13, "
      "confirmed_ms = ?14, closed_ms = ?15, sessions = ?16, returns = ?17, "
      "escalations = ?18, confirmed_by = ?19, outcome = ?20, closed_by = ?21, "
      "stars = ?22 WHERE id = ?1",
      record.id, record.complaint, record.state, record.fault_id,
      record.severity, record.skill, record.level, record.assignee,
      record.remedy_id, record.evidence_ms, record.named_ms,
      record.responded_ms, record.advised_ms, record.confirmed_ms,
      record.closed_ms, record.sessions, record.returns, record.escalations,
      record.confirmed_by, record.outcome, record.closed_by, record.stars);
}

std::optional<Case> find_case(Sqlite& db, std::int64_t id) {
  auto query = db.query(std::string(columns) + "WHERE id = ?", id);
  return first(read_all(*query));
}

std::optional<Case> find_open_case(Sqlite& db,
                                   const std::string& device,
                                   const std::string& fault_id) {
  auto query =
      db.query(std::string(columns) +
                   "WHERE device = ? AND fault_id = ? AND closed_ms = 0",
               device, fault_id);
  return first(read_all(*query));
}

std::vector<Case> open_cases(Sqlite& db, const std::string& device) {
  auto query = db.query(
      std::string(columns) + "WHERE device = ? AND closed_ms = 0 ORDER BY id",
      device);
  return read_all(*query);
}

std::vector<Case> list_cases(Sqlite& db, const CaseFilter& filter) {
  const std::int64_t wanted = !filter.open ? 2 : *filter.open ? 1 : 0;
  auto query = db.query(
      std::string(columns) +
          "WHERE (?1 = '' OR device = ?1) AND (?2 = '' OR level = ?2) AND "
          "(?3 = 2 OR (closed_ms = 0) = ?3) ORDER BY closed_ms > 0, "
          "CASE WHEN closed_ms > 0 OR severity = '' THEN 's3' ELSE severity "
          "END, id DESC LIMIT ?4",
      filter.device, filter.level, wanted, filter.limit);
  return read_all(*query);
}

std::vector<Case> cases_confirmed_until(Sqlite& db, UnixMs until_ms) {
  auto query = db.query(std::string(columns) +
                            "WHERE closed_ms = 0 AND state = 'confirmed' AND "
                            "confirmed_ms <= ? ORDER BY id",
                        until_ms);
  return read_all(*query);
}

bool add_case_event(Sqlite& db,
                    std::int64_t case_id,
                    const std::string& ref,
                    UnixMs at_ms,
                    const std::string& kind,
                    const boost::json::object& data,
                    const StoreLimits& limits) {
  db.run(
      "INSERT INTO case_events(case_id, ref, at_ms, kind, data) VALUES(?, ?, "
      "?, ?, ?) ON CONFLICT DO NOTHING",
      case_id, ref, at_ms, kind, boost::json::serialize(data));
  if (db.changes() == 0)
    return false;
  bound_events(db, case_id, limits.events_per_case);
  return true;
}

std::vector<CaseEvent> list_case_events(Sqlite& db, std::int64_t case_id) {
  auto query = db.query(
      "SELECT id, at_ms, kind, data FROM case_events WHERE case_id = ? ORDER "
      "BY id",
      case_id);
  std::vector<CaseEvent> events;
  while (query->step())
    events.push_back(
        {query->integer(0), query->integer(1), query->text(2), query->text(3)});
  return events;
}

}  // namespace soundcheck::cloud
