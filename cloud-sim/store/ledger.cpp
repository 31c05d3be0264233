#include "cloud-sim/store/ledger.hpp"

namespace soundcheck::cloud {
namespace {

struct Range {
  std::int64_t first;
  std::int64_t last;
};

Range nearest_below(Sqlite& db,
                    const std::string& device,
                    const std::string& outbox,
                    std::int64_t seq) {
  auto query = db.query(
      "SELECT first, last FROM ledger WHERE device = ? AND outbox = ? AND "
      "first <= ? ORDER BY first DESC LIMIT 1",
      device, outbox, seq);
  if (!query->step())
    return {-1, -1};
  return {query->integer(0), query->integer(1)};
}

/// The range that starts right above `seq` is taken out and its end told.
std::int64_t take_range_above(Sqlite& db,
                              const std::string& device,
                              const std::string& outbox,
                              std::int64_t seq) {
  auto query = db.query(
      "DELETE FROM ledger WHERE device = ? AND outbox = ? AND first = ? "
      "RETURNING last",
      device, outbox, seq + 1);
  if (!query->step())
    return seq;
  const auto last = query->integer(0);
  query->step();
  return last;
}

// Only a device that sends nonsense gets here; it forgets its own oldest.
void bound(Sqlite& db, const std::string& device, std::int64_t limit) {
  db.run(
      "DELETE FROM ledger WHERE device = ?1 AND (device, outbox, first) IN "
      "(SELECT device, outbox, first FROM ledger WHERE device = ?1 "
      "ORDER BY first DESC LIMIT -1 OFFSET ?2)",
      device, limit);
}

}  // namespace

bool enter_in_ledger(Sqlite& db,
                     const std::string& device,
                     const std::string& outbox,
                     std::int64_t seq,
                     const StoreLimits& limits) {
  const auto below = nearest_below(db, device, outbox, seq);
  if (below.first >= 0 && seq <= below.last)
    return false;
  const auto last = take_range_above(db, device, outbox, seq);
  if (below.first >= 0 && below.last == seq - 1)
    db.run(
        "UPDATE ledger SET last = ? WHERE device = ? AND outbox = ? AND "
        "first = ?",
        last, device, outbox, below.first);
  else
    db.run("INSERT INTO ledger VALUES(?, ?, ?, ?)", device, outbox, seq, last);
  bound(db, device, limits.ledger_rows_per_device);
  return true;
}

}  // namespace soundcheck::cloud
