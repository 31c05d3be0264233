#include "cloud-sim/store/schema.hpp"

namespace soundcheck::cloud {
namespace {

constexpr std::int64_t schema_version = 7;

constexpr const char* tables = R"sql(
CREATE TABLE settings(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE tokens(
  hash TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, role TEXT NOT NULL,
  created_ms INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE devices(
  id TEXT PRIMARY KEY, tenant TEXT NOT NULL, model TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL DEFAULT 'offline', since_ms INTEGER NOT NULL DEFAULT 0,
  last_seen_ms INTEGER NOT NULL DEFAULT 0, boot_id TEXT NOT NULL DEFAULT '',
  firmware TEXT NOT NULL DEFAULT '', slot TEXT NOT NULL DEFAULT '',
  agent TEXT NOT NULL DEFAULT '', knowledge_hash TEXT NOT NULL DEFAULT '',
  session_open INTEGER NOT NULL DEFAULT 0, presence BLOB NOT NULL DEFAULT x'',
  last_open_counter INTEGER NOT NULL DEFAULT 0,
  diagnosis BLOB, diagnosis_status TEXT NOT NULL DEFAULT '',
  fault_id TEXT NOT NULL DEFAULT '', probability REAL,
  diagnosis_ms INTEGER NOT NULL DEFAULT 0,
  dropped_reports INTEGER NOT NULL DEFAULT 0);
CREATE TABLE ledger(
  device TEXT NOT NULL, outbox TEXT NOT NULL,
  first INTEGER NOT NULL, last INTEGER NOT NULL,
  PRIMARY KEY(device, outbox, first)) WITHOUT ROWID;
CREATE TABLE reports(
  id INTEGER PRIMARY KEY AUTOINCREMENT, device TEXT NOT NULL,
  outbox TEXT NOT NULL, seq INTEGER NOT NULL, received_ms INTEGER NOT NULL,
  payload BLOB NOT NULL, UNIQUE(device, outbox, seq));
CREATE INDEX reports_by_device ON reports(device, id);
CREATE TABLE results(
  device TEXT NOT NULL, probe_id TEXT NOT NULL, at_ms INTEGER NOT NULL,
  payload BLOB NOT NULL, PRIMARY KEY(device, probe_id)) WITHOUT ROWID;
CREATE TABLE sessions(
  n INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
  device TEXT NOT NULL, operator TEXT NOT NULL, reason TEXT NOT NULL,
  max_seconds INTEGER NOT NULL, state TEXT NOT NULL,
  opened_ms INTEGER NOT NULL DEFAULT 0, ends_ms INTEGER NOT NULL DEFAULT 0,
  refusal INTEGER NOT NULL DEFAULT 0, nonce BLOB NOT NULL DEFAULT x'',
  counter INTEGER NOT NULL DEFAULT 0, boot_id TEXT NOT NULL DEFAULT '');
CREATE INDEX sessions_by_device ON sessions(device, n);
CREATE TABLE commands(
  n INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
  device TEXT NOT NULL, session TEXT NOT NULL, verb TEXT NOT NULL,
  body BLOB NOT NULL, operator TEXT NOT NULL, reason TEXT NOT NULL,
  created_ms INTEGER NOT NULL, expires_ms INTEGER NOT NULL,
  state TEXT NOT NULL, refusal INTEGER NOT NULL DEFAULT 0,
  detail TEXT NOT NULL DEFAULT '', probe_count INTEGER NOT NULL DEFAULT 0,
  last_n INTEGER NOT NULL DEFAULT 0, last_reply_ms INTEGER NOT NULL DEFAULT 0,
  answered INTEGER NOT NULL DEFAULT 0, results BLOB NOT NULL DEFAULT x'',
  diagnosis BLOB, finished_ms INTEGER NOT NULL DEFAULT 0,
  receipt_outbox TEXT NOT NULL DEFAULT '',
  receipt_seq INTEGER NOT NULL DEFAULT 0,
  receipt_ms INTEGER NOT NULL DEFAULT 0);
CREATE INDEX commands_by_device ON commands(device, n);
CREATE INDEX commands_open ON commands(finished_ms) WHERE finished_ms = 0;
CREATE TABLE steps(
  command TEXT NOT NULL REFERENCES commands(id) ON DELETE CASCADE,
  position INTEGER NOT NULL, probe_id TEXT NOT NULL, why_id TEXT NOT NULL,
  fraction REAL NOT NULL, text TEXT NOT NULL, result BLOB,
  PRIMARY KEY(command, position)) WITHOUT ROWID;
CREATE TABLE events(
  id INTEGER PRIMARY KEY AUTOINCREMENT, device TEXT NOT NULL,
  at_ms INTEGER NOT NULL, kind TEXT NOT NULL, data TEXT NOT NULL);
CREATE INDEX events_by_device ON events(device, id);
)sql";

// Since version 2.
constexpr const char* starts_table = R"sql(
CREATE TABLE starts(
  device TEXT NOT NULL, boot_id TEXT NOT NULL, started_ms INTEGER NOT NULL,
  exact INTEGER NOT NULL, reason TEXT NOT NULL, firmware TEXT NOT NULL,
  last_report_ms INTEGER NOT NULL,
  PRIMARY KEY(device, boot_id)) WITHOUT ROWID;
)sql";

// Since version 3. An empty fault is one that nobody has named yet; of it, too,
// a device has one open case at most. Support has had two levels since then;
// who had the one role may do what level 2 may.
constexpr const char* case_tables = R"sql(
UPDATE tokens SET role = 'support_l2' WHERE role = 'support';
ALTER TABLE commands ADD COLUMN consent_until_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sessions ADD COLUMN consent_until_ms INTEGER NOT NULL DEFAULT 0;
CREATE TABLE cases(
  id INTEGER PRIMARY KEY AUTOINCREMENT, device TEXT NOT NULL,
  model TEXT NOT NULL, firmware TEXT NOT NULL, origin TEXT NOT NULL,
  opened_by TEXT NOT NULL, complaint TEXT NOT NULL, state TEXT NOT NULL,
  fault_id TEXT NOT NULL, severity TEXT NOT NULL, skill TEXT NOT NULL,
  level TEXT NOT NULL, assignee TEXT NOT NULL, remedy_id TEXT NOT NULL,
  opened_ms INTEGER NOT NULL, evidence_ms INTEGER NOT NULL,
  named_ms INTEGER NOT NULL, responded_ms INTEGER NOT NULL,
  advised_ms INTEGER NOT NULL, confirmed_ms INTEGER NOT NULL,
  closed_ms INTEGER NOT NULL, sessions INTEGER NOT NULL,
  returns INTEGER NOT NULL, escalations INTEGER NOT NULL,
  confirmed_by TEXT NOT NULL, outcome TEXT NOT NULL, closed_by TEXT NOT NULL,
  stars INTEGER NOT NULL);
CREATE UNIQUE INDEX cases_open ON cases(device, fault_id) WHERE closed_ms = 0;
CREATE INDEX cases_by_time ON cases(opened_ms);
CREATE TABLE case_events(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  case_id INTEGER NOT NULL REFERENCES cases(id) ON DELETE CASCADE,
  ref TEXT NOT NULL, at_ms INTEGER NOT NULL, kind TEXT NOT NULL,
  data TEXT NOT NULL, UNIQUE(case_id, ref));
)sql";

// Since version 4: what reading verbs answered, and the audit logs of devices.
constexpr const char* answer_tables = R"sql(
CREATE TABLE IF NOT EXISTS answers(
  command TEXT PRIMARY KEY REFERENCES commands(id) ON DELETE CASCADE,
  reply BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS audit_lines(
  device TEXT NOT NULL, n INTEGER NOT NULL, text TEXT NOT NULL,
  PRIMARY KEY(device, n)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS audit_problems(
  device TEXT PRIMARY KEY, what TEXT NOT NULL,
  at_ms INTEGER NOT NULL) WITHOUT ROWID;
)sql";

// Since version 5. A bundle lies in the pieces in which it came.
constexpr const char* bundle_tables = R"sql(
CREATE TABLE IF NOT EXISTS bundles(
  command TEXT PRIMARY KEY, device TEXT NOT NULL, created_ms INTEGER NOT NULL,
  token_hash TEXT NOT NULL, total INTEGER NOT NULL DEFAULT 0,
  received INTEGER NOT NULL DEFAULT 0, reference TEXT NOT NULL DEFAULT '',
  sha256 TEXT NOT NULL DEFAULT '') WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS bundle_pieces(
  command TEXT NOT NULL REFERENCES bundles(command) ON DELETE CASCADE,
  at INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY(command, at));
)sql";

// Since version 6: what waits for a second operator, and what a device tells of
// a bundle.
constexpr const char* approval_tables = R"sql(
ALTER TABLE bundles ADD COLUMN operator TEXT NOT NULL DEFAULT '';
ALTER TABLE bundles ADD COLUMN reason TEXT NOT NULL DEFAULT '';
ALTER TABLE bundles ADD COLUMN items INTEGER NOT NULL DEFAULT 0;
ALTER TABLE bundles ADD COLUMN redactions INTEGER NOT NULL DEFAULT 0;
ALTER TABLE bundles ADD COLUMN unfinished TEXT NOT NULL DEFAULT '';
CREATE TABLE IF NOT EXISTS approvals(
  id TEXT PRIMARY KEY, device TEXT NOT NULL, verb TEXT NOT NULL,
  argument TEXT NOT NULL, operator TEXT NOT NULL, reason TEXT NOT NULL,
  asked_ms INTEGER NOT NULL, expires_ms INTEGER NOT NULL, state TEXT NOT NULL,
  second TEXT NOT NULL DEFAULT '', note TEXT NOT NULL DEFAULT '',
  decided_ms INTEGER NOT NULL DEFAULT 0,
  command TEXT NOT NULL DEFAULT '') WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS approvals_by_command ON approvals(command);
)sql";

// Since version 7: knowledge that was released, what confirmed cases teach, and
// what each device makes of it.
constexpr const char* knowledge_tables = R"sql(
CREATE TABLE IF NOT EXISTS publications(
  id INTEGER PRIMARY KEY AUTOINCREMENT, version INTEGER NOT NULL,
  hash TEXT NOT NULL, cohort_percent INTEGER NOT NULL,
  released_by TEXT NOT NULL, released_ms INTEGER NOT NULL,
  withdrawn_ms INTEGER NOT NULL, knowledge BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS lessons(
  id INTEGER PRIMARY KEY AUTOINCREMENT, device TEXT NOT NULL,
  fault_id TEXT NOT NULL, source TEXT NOT NULL, at_ms INTEGER NOT NULL,
  present TEXT NOT NULL, absent TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS lessons_by_device ON lessons(device, fault_id);
CREATE TABLE IF NOT EXISTS knowledge_refusals(
  device TEXT PRIMARY KEY, why TEXT NOT NULL,
  at_ms INTEGER NOT NULL) WITHOUT ROWID;
)sql";

std::int64_t version_of(Sqlite& db) {
  auto query = db.query("PRAGMA user_version");
  return query->step() ? query->integer(0) : 0;
}

}  // namespace

void create_schema(Sqlite& db) {
  Transaction transaction(db);
  const auto found = version_of(db);
  if (found > schema_version)
    throw SqliteFailure(
        "the database was written by a newer soundcheck-cloud (schema " +
        std::to_string(found) + ", this one knows " +
        std::to_string(schema_version) + ")");
  if (found < 1)
    db.execute(tables);
  if (found < 2)
    db.execute(starts_table);
  if (found < 3)
    db.execute(case_tables);
  if (found < 4)
    db.execute(answer_tables);
  if (found < 5)
    db.execute(bundle_tables);
  if (found < 6)
    db.execute(approval_tables);
  if (found < 7)
    db.execute(knowledge_tables);
  const auto mark = "PRAGMA user_version = " + std::to_string(schema_version);
  db.execute(mark.c_str());
  transaction.commit();
}

}  // namespace soundcheck::cloud
