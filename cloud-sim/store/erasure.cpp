#include "cloud-sim/store/erasure.hpp"

namespace soundcheck::cloud {

// What hangs on commands, cases and bundles goes with them (ON DELETE CASCADE).
std::int64_t erase_records(Sqlite& db, const std::string& device) {
  constexpr std::string_view tables[] = {
      "ledger",      "reports",        "results", "sessions",
      "commands",    "events",         "starts",  "cases",
      "audit_lines", "audit_problems", "bundles", "approvals"};
  std::int64_t records = 0;
  for (const auto table : tables) {
    db.run("DELETE FROM " + std::string(table) + " WHERE device = ?", device);
    records += db.changes();
  }
  db.run(
      "UPDATE devices SET model = '', firmware = '', slot = '', agent = '', "
      "boot_id = '', knowledge_hash = '', session_open = 0, presence = x'', "
      "diagnosis = NULL, diagnosis_status = '', fault_id = '', probability = "
      "NULL, diagnosis_ms = 0, dropped_reports = 0 WHERE id = ?",
      device);
  return records;
}

}  // namespace soundcheck::cloud
