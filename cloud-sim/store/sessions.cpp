#include "cloud-sim/store/sessions.hpp"

namespace soundcheck::cloud {
namespace {

constexpr std::string_view columns =
    "SELECT id, device, operator, reason, max_seconds, state, opened_ms, "
    "ends_ms, refusal, nonce, counter, boot_id, consent_until_ms FROM "
    "sessions ";

Session read_session(const Query& q) {
  return {.id = q.text(0),
          .device = q.text(1),
          .operator_name = q.text(2),
          .reason = q.text(3),
          .max_seconds = static_cast<std::uint32_t>(q.integer(4)),
          .state = q.text(5),
          .opened_ms = q.integer(6),
          .ends_ms = q.integer(7),
          .refusal = static_cast<v1::Refusal>(q.integer(8)),
          .nonce = q.text(9),
          .counter = q.integer(10),
          .boot_id = q.text(11),
          .consent_until_ms = q.integer(12)};
}

std::vector<Session> read_all(Query& query) {
  std::vector<Session> sessions;
  while (query.step())
    sessions.push_back(read_session(query));
  return sessions;
}

std::optional<Session> first(std::vector<Session> sessions) {
  if (sessions.empty())
    return std::nullopt;
  return std::move(sessions.front());
}

}  // namespace

void insert_session(Sqlite& db,
                    const Session& session,
                    const StoreLimits& limits) {
  db.run(
      "INSERT INTO sessions(id, device, operator, reason, max_seconds, state) "
      "VALUES(?, ?, ?, ?, ?, ?)",
      session.id, session.device, session.operator_name, session.reason,
      std::int64_t{session.max_seconds}, session.state);
  db.run(
      "DELETE FROM sessions WHERE device = ?1 AND n <= (SELECT n FROM sessions "
      "WHERE device = ?1 ORDER BY n DESC LIMIT 1 OFFSET ?2)",
      session.device, limits.commands_per_device);
}

void update_session(Sqlite& db, const Session& session) {
  db.run(
      "UPDATE sessions SET state = ?2, opened_ms = ?3, ends_ms = ?4, refusal = "
      "?5, nonce = ?6, counter = ?7, boot_id = ?8, consent_until_ms = ?9 "
      "WHERE id = ?1",
      session.id, session.state, session.opened_ms, session.ends_ms,
      std::int64_t{session.refusal}, Blob{session.nonce}, session.counter,
      session.boot_id, session.consent_until_ms);
}

std::optional<Session> find_session(Sqlite& db, const std::string& id) {
  auto query = db.query(std::string(columns) + "WHERE id = ?", id);
  return first(read_all(*query));
}

std::optional<Session> live_session(Sqlite& db, const std::string& device) {
  auto query = db.query(std::string(columns) +
                            "WHERE device = ? AND state IN ('opening', "
                            "'open') ORDER BY n DESC LIMIT 1",
                        device);
  return first(read_all(*query));
}

std::vector<Session> sessions_to_end(Sqlite& db, UnixMs now_ms) {
  auto query = db.query(
      std::string(columns) + "WHERE state = 'open' AND ends_ms <= ?", now_ms);
  return read_all(*query);
}

}  // namespace soundcheck::cloud
