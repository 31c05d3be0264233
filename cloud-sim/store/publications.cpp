#include "cloud-sim/store/publications.hpp"

namespace soundcheck::cloud {
namespace {

constexpr std::string_view columns =
    "SELECT id, version, hash, cohort_percent, released_by, released_ms, "
    "withdrawn_ms, ";

Publication read_row(const Query& q) {
  Publication row;
  row.id = q.integer(0);
  row.version = q.integer(1);
  row.hash = q.text(2);
  row.cohort_percent = q.integer(3);
  row.released_by = q.text(4);
  row.released_ms = q.integer(5);
  row.withdrawn_ms = q.integer(6);
  return row;
}

}  // namespace

std::int64_t insert_publication(Sqlite& db,
                                const Publication& publication,
                                const StoreLimits& limits) {
  db.run(
      "INSERT INTO publications(version, hash, cohort_percent, released_by, "
      "released_ms, withdrawn_ms, knowledge) VALUES(?, ?, ?, ?, ?, 0, ?)",
      publication.version, publication.hash, publication.cohort_percent,
      publication.released_by, publication.released_ms,
      Blob{publication.knowledge});
  const auto id = db.last_id();
  db.run(
      "DELETE FROM publications WHERE id <= (SELECT id FROM publications ORDER "
      "BY id DESC LIMIT 1 OFFSET ?)",
      limits.publications);
  return id;
}

std::optional<Publication> last_publication(Sqlite& db) {
  auto query = db.query(std::string(columns) +
                        "knowledge FROM publications ORDER BY id DESC LIMIT 1");
  if (!query->step())
    return std::nullopt;
  auto row = read_row(*query);
  row.knowledge = query->text(7);
  return row;
}

void withdraw_publication(Sqlite& db, std::int64_t id, UnixMs now_ms) {
  db.run("UPDATE publications SET withdrawn_ms = ?2 WHERE id = ?1", id, now_ms);
}

std::vector<Publication> list_publications(Sqlite& db) {
  auto query =
      db.query(std::string(columns) +
               "(SELECT count(*) FROM devices WHERE knowledge_hash = "
               "publications.hash) FROM publications ORDER BY id DESC");
  std::vector<Publication> rows;
  while (query->step()) {
    rows.push_back(read_row(*query));
    rows.back().speakers = query->integer(7);
  }
  return rows;
}

void note_refusal(Sqlite& db,
                  const std::string& device,
                  const std::string& why,
                  UnixMs at_ms) {
  if (why.empty())
    db.run("DELETE FROM knowledge_refusals WHERE device = ?", device);
  else
    db.run("INSERT OR REPLACE INTO knowledge_refusals VALUES(?, ?, ?)", device,
           why, at_ms);
}

std::vector<KnowledgeRefusal> list_refusals(Sqlite& db, std::int64_t limit) {
  auto query = db.query(
      "SELECT device, why, at_ms FROM knowledge_refusals ORDER BY at_ms DESC, "
      "device LIMIT ?",
      limit);
  std::vector<KnowledgeRefusal> refusals;
  while (query->step())
    refusals.push_back({query->text(0), query->text(1), query->integer(2)});
  return refusals;
}

}  // namespace soundcheck::cloud
