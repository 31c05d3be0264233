#include "cloud-sim/store/quality.hpp"

namespace soundcheck::cloud {
namespace {

// What all figures are of.
const std::string counted = "opened_ms >= ?1 AND outcome <> 'duplicate'";
// A person did something for it before the device confirmed the cure.
const std::string helped =
    "(responded_ms > 0 AND (confirmed_ms = 0 OR responded_ms < confirmed_ms))";
// Nothing more will happen to it, as far as anybody knows.
const std::string over = "(closed_ms > 0 OR confirmed_ms > 0)";

std::string number_of(const std::string& condition) {
  return "count(*) FILTER (WHERE " + condition + ")";
}

SpanFigures figures(Sqlite& db,
                    UnixMs since_ms,
                    const std::string& span,
                    const std::string& which) {
  auto query = db.query(
      "WITH ranked AS (SELECT " + span +
          " AS ms, row_number() OVER (ORDER BY " + span +
          ") AS rank, count(*) OVER () AS of FROM cases WHERE " + counted +
          " AND " + which +
          ") SELECT coalesce(max(of), 0), coalesce(min(ms) FILTER (WHERE rank "
          "* 100 >= of * 50), 0), coalesce(min(ms) FILTER (WHERE rank * 100 >= "
          "of * 95), 0) FROM ranked",
      since_ms);
  query->step();
  return {query->integer(0), query->integer(1), query->integer(2)};
}

void count(Sqlite& db, UnixMs since_ms, Quality& quality) {
  const std::string first_contact =
      helped +
      " AND confirmed_ms > 0 AND sessions <= 1 AND returns = 0 AND "
      "escalations = 0";
  auto query = db.query(
      "SELECT count(*), " + number_of("closed_ms = 0") + ", " +
          number_of("closed_ms > 0") + ", " +
          number_of("outcome = 'not_confirmed'") + ", " +
          number_of(first_contact) + ", " + number_of(helped + " AND " + over) +
          ", " + number_of("confirmed_ms > 0 AND NOT " + helped) + ", " +
          number_of(over) + ", coalesce(sum(stars), 0), " +
          number_of("stars > 0") + " FROM cases WHERE " + counted,
      since_ms);
  query->step();
  quality.opened = query->integer(0);
  quality.open = query->integer(1);
  quality.closed = query->integer(2);
  quality.not_confirmed = query->integer(3);
  quality.first_contact = {query->integer(4), query->integer(5)};
  quality.self_healed = {query->integer(6), query->integer(7)};
  quality.stars = {query->integer(8), query->integer(9)};
}

}  // namespace

Quality measure_quality(Sqlite& db, UnixMs since_ms) {
  Quality quality;
  count(db, since_ms, quality);
  quality.first_response = figures(db, since_ms, "responded_ms - opened_ms",
                                   "opened_by = '' AND responded_ms > 0");
  quality.named_fault =
      figures(db, since_ms, "named_ms - opened_ms", "named_ms > 0");
  quality.confirmed_cure = figures(db, since_ms, "confirmed_ms - opened_ms",
                                   "confirmed_ms > 0 AND " + helped);
  auto query = db.query(
      "SELECT fault_id, model, firmware, count(*) AS n FROM cases WHERE " +
          counted +
          " AND fault_id <> '' GROUP BY fault_id, model, firmware ORDER BY n "
          "DESC, fault_id, model, firmware LIMIT 10",
      since_ms);
  while (query->step())
    quality.faults.push_back(
        {query->text(0), query->text(1), query->text(2), query->integer(3)});
  return quality;
}

}  // namespace soundcheck::cloud
