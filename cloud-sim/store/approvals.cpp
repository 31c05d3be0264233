#include "cloud-sim/store/approvals.hpp"

namespace soundcheck::cloud {
namespace {

constexpr std::string_view columns =
    "SELECT id, device, verb, argument, operator, reason, asked_ms, "
    "expires_ms, state, second, note, decided_ms, command FROM approvals ";

Approval read_approval(const Query& q) {
  return {.id = q.text(0),
          .device = q.text(1),
          .verb = q.text(2),
          .argument = q.text(3),
          .operator_name = q.text(4),
          .reason = q.text(5),
          .asked_ms = q.integer(6),
          .expires_ms = q.integer(7),
          .state = q.text(8),
          .second = q.text(9),
          .note = q.text(10),
          .decided_ms = q.integer(11),
          .command = q.text(12)};
}

}  // namespace

void insert_approval(Sqlite& db,
                     const Approval& approval,
                     const StoreLimits& limits) {
  db.run(
      "INSERT INTO approvals(id, device, verb, argument, operator, reason, "
      "asked_ms, expires_ms, state) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)",
      approval.id, approval.device, approval.verb, approval.argument,
      approval.operator_name, approval.reason, approval.asked_ms,
      approval.expires_ms, approval.state);
  db.run(
      "DELETE FROM approvals WHERE device = ?1 AND state <> 'waiting' AND id "
      "NOT IN (SELECT id FROM approvals WHERE device = ?1 ORDER BY asked_ms "
      "DESC, id LIMIT ?2)",
      approval.device, limits.approvals_per_device);
}

void update_approval(Sqlite& db, const Approval& approval) {
  db.run(
      "UPDATE approvals SET state = ?2, second = ?3, note = ?4, decided_ms = "
      "?5, command = ?6 WHERE id = ?1",
      approval.id, approval.state, approval.second, approval.note,
      approval.decided_ms, approval.command);
}

std::optional<Approval> find_approval(Sqlite& db, const std::string& id) {
  const auto query = db.query(std::string(columns) + "WHERE id = ?", id);
  if (!query->step())
    return std::nullopt;
  return read_approval(*query);
}

std::vector<Approval> list_approvals(Sqlite& db, const ApprovalFilter& filter) {
  const auto query =
      db.query(std::string(columns) +
                   "WHERE (?1 = '' OR device = ?1) AND (?2 = 0 OR state = "
                   "'waiting') ORDER BY asked_ms DESC, id LIMIT ?3",
               filter.device, std::int64_t{filter.only_waiting}, filter.limit);
  std::vector<Approval> approvals;
  while (query->step())
    approvals.push_back(read_approval(*query));
  return approvals;
}

std::string second_operator_of(Sqlite& db, const std::string& command) {
  const auto query = db.query(
      "SELECT second FROM approvals WHERE command = ? AND state = 'granted'",
      command);
  return query->step() ? query->text(0) : std::string();
}

}  // namespace soundcheck::cloud
