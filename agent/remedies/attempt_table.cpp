#include "agent/remedies/attempt_table.hpp"

namespace soundcheck::remedies {

namespace {

v1::RemedyOutcome outcome_of(std::int64_t number) {
  return number >= 0 && number <= v1::RemedyOutcome_MAX
             ? static_cast<v1::RemedyOutcome>(number)
             : v1::REMEDY_OUTCOME_FAILED;
}

}  // namespace

Result<void> write_attempt(Connection& connection, const Attempt& attempt) {
  auto line = connection.prepare(
      "INSERT OR REPLACE INTO remedy_attempt VALUES (?,?,?,?,?,?,?,?,?)");
  if (!line)
    return line.error();
  const auto done = line->bind(attempt.id)
                        .bind_text(attempt.remedy_id)
                        .bind_text(attempt.fault_id)
                        .bind_text(attempt.boot_id)
                        .bind(attempt.at_s)
                        .bind(std::int64_t{attempt.automatic})
                        .bind(std::int64_t{attempt.disruptive})
                        .bind(std::int64_t{attempt.outcome})
                        .bind_text(attempt.detail)
                        .finish();
  return done ? connection.execute(
                    "DELETE FROM remedy_attempt WHERE id <="
                    " (SELECT max(id) FROM remedy_attempt) - 64")
              : done;
}

Result<void> read_attempts(Connection& connection, std::vector<Attempt>& all) {
  auto rows = connection.prepare("SELECT * FROM remedy_attempt ORDER BY id");
  if (!rows)
    return rows.error();
  auto row = rows->step();
  for (; row && *row; row = rows->step()) {
    auto& attempt = all.emplace_back();
    attempt.id = rows->integer(0);
    attempt.remedy_id = rows->text(1);
    attempt.fault_id = rows->text(2);
    attempt.boot_id = rows->text(3);
    attempt.at_s = rows->integer(4);
    attempt.automatic = rows->integer(5) != 0;
    attempt.disruptive = rows->integer(6) != 0;
    attempt.outcome = outcome_of(rows->integer(7));
    attempt.detail = rows->text(8);
  }
  if (!row)
    return row.error();
  return {};
}

}  // namespace soundcheck::remedies
