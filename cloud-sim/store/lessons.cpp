#include "cloud-sim/store/lessons.hpp"

#include <boost/json.hpp>

namespace soundcheck::cloud {
namespace json = boost::json;
namespace {

/// Within it the same fault of the same speaker is the same case, however often
/// and by whomever it is told.
constexpr UnixMs one_case_ms = 24 * 60 * 60 * 1000;

std::string text_of(const std::vector<std::string>& ids) {
  return json::serialize(json::array(ids.begin(), ids.end()));
}

std::vector<std::string> ids_of(const std::string& text) {
  std::vector<std::string> ids;
  const auto list = json::parse(text);
  for (const auto& id : list.as_array())
    ids.emplace_back(id.as_string());
  return ids;
}

}  // namespace

bool insert_lesson(Sqlite& db,
                   const Lesson& lesson,
                   const StoreLimits& limits) {
  db.run(
      "INSERT INTO lessons(device, fault_id, source, at_ms, present, absent) "
      "SELECT ?1, ?2, ?3, ?4, ?5, ?6 WHERE NOT EXISTS (SELECT 1 FROM lessons "
      "WHERE device = ?1 AND fault_id = ?2 AND (source = ?3 OR abs(at_ms - ?4) "
      "< ?7))",
      lesson.device, lesson.fault_id, lesson.source, lesson.at_ms,
      text_of(lesson.present), text_of(lesson.absent), one_case_ms);
  if (db.changes() == 0)
    return false;
  db.run(
      "DELETE FROM lessons WHERE device = ?1 AND id <= (SELECT id FROM lessons "
      "WHERE device = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)",
      lesson.device, limits.lessons_per_device);
  return true;
}

std::vector<Lesson> list_lessons(Sqlite& db, std::int64_t after) {
  auto query = db.query(
      "SELECT id, device, fault_id, source, at_ms, present, absent FROM "
      "lessons WHERE id > ? ORDER BY id",
      after);
  std::vector<Lesson> lessons;
  while (query->step())
    lessons.push_back({query->integer(0), query->text(1), query->text(2),
                       query->text(3), query->integer(4),
                       ids_of(query->text(5)), ids_of(query->text(6))});
  return lessons;
}

}  // namespace soundcheck::cloud
