#include "cloud-sim/store/audit_lines.hpp"

namespace soundcheck::cloud {
namespace {

/// Far more than a device keeps.
constexpr std::int64_t most_lines = 20'000;

}  // namespace

void put_audit_line(Sqlite& db,
                    const std::string& device,
                    const AuditLine& line) {
  db.run("INSERT OR IGNORE INTO audit_lines VALUES(?, ?, ?)", device, line.n,
         line.text);
  db.run(
      "DELETE FROM audit_lines WHERE device = ?1 AND n <= (SELECT max(n) FROM "
      "audit_lines WHERE device = ?1) - ?2",
      device, most_lines);
}

std::optional<AuditLine> find_audit_line(Sqlite& db,
                                         const std::string& device,
                                         std::int64_t n) {
  auto query = db.query(
      "SELECT text FROM audit_lines WHERE device = ? AND n = ?", device, n);
  if (!query->step())
    return std::nullopt;
  return AuditLine{n, query->text(0)};
}

std::int64_t last_audit_line(Sqlite& db, const std::string& device) {
  auto query = db.query(
      "SELECT coalesce(max(n), 0) FROM audit_lines WHERE device = ?", device);
  return query->step() ? query->integer(0) : 0;
}

std::vector<AuditLine> list_audit_lines(Sqlite& db,
                                        const std::string& device,
                                        std::int64_t from,
                                        std::int64_t limit) {
  auto query = db.query(
      "SELECT n, text FROM audit_lines WHERE device = ? AND n >= ? ORDER BY n "
      "LIMIT ?",
      device, from, limit);
  std::vector<AuditLine> lines;
  while (query->step())
    lines.push_back({query->integer(0), query->text(1)});
  return lines;
}

void put_audit_problem(Sqlite& db,
                       const std::string& device,
                       const AuditProblem& problem) {
  db.run("INSERT OR IGNORE INTO audit_problems VALUES(?, ?, ?)", device,
         problem.what, problem.at_ms);
}

std::optional<AuditProblem> find_audit_problem(Sqlite& db,
                                               const std::string& device) {
  auto query = db.query(
      "SELECT what, at_ms FROM audit_problems WHERE device = ?", device);
  if (!query->step())
    return std::nullopt;
  return AuditProblem{query->text(0), query->integer(1)};
}

}  // namespace soundcheck::cloud
