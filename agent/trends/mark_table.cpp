#include "agent/trends/mark_table.hpp"

namespace soundcheck {

Result<std::optional<Mark>> read_mark(Connection& connection, MarkKind kind) {
  auto row = connection.prepare(
      "SELECT value, since_s FROM trend_mark WHERE kind = ?");
  if (!row)
    return row.error();
  const auto there = row->bind(static_cast<std::int64_t>(kind)).step();
  if (!there)
    return there.error();
  if (!*there)
    return std::optional<Mark>();
  return std::optional(Mark{row->text(0), row->integer(1)});
}

Result<void> keep_mark(Connection& connection,
                       MarkKind kind,
                       const std::string& value,
                       std::int64_t now_s) {
  const auto known = read_mark(connection, kind);
  if (!known)
    return known.error();
  if (value.empty() || (*known && (*known)->value == value))
    return {};
  auto write =
      connection.prepare("INSERT OR REPLACE INTO trend_mark VALUES (?, ?, ?)");
  if (!write)
    return write.error();
  return write->bind(static_cast<std::int64_t>(kind))
      .bind_text(value)
      .bind(*known ? now_s : 0)
      .finish();
}

Result<void> keep_marks(Connection& connection,
                        const Marks& marks,
                        std::int64_t now_s) {
  const auto done =
      keep_mark(connection, MarkKind::firmware, marks.firmware, now_s);
  return done ? keep_mark(connection, MarkKind::access_point,
                          marks.access_point, now_s)
              : done;
}

}  // namespace soundcheck
