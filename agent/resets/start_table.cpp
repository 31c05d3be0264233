#include "agent/resets/start_table.hpp"

namespace soundcheck {

namespace {

constexpr auto forget_old =
    "DELETE FROM system_start WHERE id <="
    " (SELECT max(id) FROM system_start) - 64;"
    "UPDATE system_start SET crash_text = '' WHERE crash_text != ''"
    " AND id NOT IN (SELECT id FROM system_start WHERE crash_text != ''"
    " ORDER BY id DESC LIMIT 4);";

StartReason reason_of(std::int64_t number) {
  const auto last = static_cast<std::int64_t>(StartReason::power_cycle);
  return number >= 0 && number <= last ? static_cast<StartReason>(number)
                                       : StartReason::unknown;
}

/// How the run before ended; of this very boot when the draft is not new.
Result<LastEnd> read_last_end(Connection& connection, Draft& draft) {
  auto last = connection.prepare(
      "SELECT boot_id, stopped FROM system_start ORDER BY id DESC LIMIT 1");
  if (!last)
    return last.error();
  const auto row = last->step();
  if (!row)
    return row.error();
  draft.is_first = !*row;
  draft.is_new = draft.is_first || last->text(0) != draft.start.boot_id;
  if (draft.is_first)
    return LastEnd::unknown;
  return last->integer(1) != 0 ? LastEnd::orderly : LastEnd::abrupt;
}

/// A record that could not be taken off the board in time was counted already.
Result<bool> is_known(Connection& connection, const CrashRecord& record) {
  auto same = connection.prepare(
      "SELECT 1 FROM system_start WHERE crash_text = ? AND crash_text != ''");
  if (!same)
    return same.error();
  return same->bind_text(record.text).step();
}

Result<void> fill_in(Connection& connection,
                     const ResetSigns& signs,
                     LastEnd last_end,
                     Draft& draft) {
  const CrashRecord* crash = nullptr;
  for (const auto& record : signs.crashes) {
    const auto known = is_known(connection, record);
    if (!known)
      return known.error();
    const bool counts = !*known && record.kind != CrashRecord::Kind::no_crash;
    if (counts && (!crash || is_graver(record, *crash)))
      crash = &record;
  }
  draft.start.reason = attribute(last_end, crash != nullptr, signs);
  if (crash) {
    draft.start.headline = crash->headline;
    draft.crash_text = crash->text;
  }
  return {};
}

Result<void> append(Connection& connection, const Draft& draft) {
  auto insert = connection.prepare(
      "INSERT INTO system_start (boot_id, reason, wall_unix_s, wall_trusted,"
      " headline, crash_text) VALUES (?, ?, ?, ?, ?, ?)");
  if (!insert)
    return insert.error();
  const auto& start = draft.start;
  const auto done = insert->bind_text(start.boot_id)
                        .bind(static_cast<std::int64_t>(start.reason))
                        .bind(start.wall_unix_s)
                        .bind(std::int64_t{start.wall_trusted})
                        .bind_text(start.headline)
                        .bind_text(draft.crash_text)
                        .finish();
  return done ? connection.execute(forget_old) : done;
}

}  // namespace

Result<void> write_start(Connection& connection,
                         const ResetSigns& signs,
                         Draft& draft) {
  const auto last_end = read_last_end(connection, draft);
  if (!last_end)
    return last_end.error();
  const auto& start = draft.start;
  if (!draft.is_new) {
    Sequel sequel;
    sequel.stopped = false;
    if (start.wall_trusted)
      sequel.wall_unix_s = start.wall_unix_s;
    return update_start(connection, start.boot_id, sequel);
  }
  const auto filled = fill_in(connection, signs, *last_end, draft);
  return filled ? append(connection, draft) : filled;
}

Result<void> update_start(Connection& connection,
                          const std::string& boot_id,
                          const Sequel& sequel) {
  auto update = connection.prepare(
      "UPDATE system_start SET stopped = coalesce(?, stopped),"
      " wall_trusted = max(wall_trusted, ? IS NOT NULL),"
      " wall_unix_s = coalesce(?, wall_unix_s) WHERE boot_id = ?");
  if (!update)
    return update.error();
  const auto bind = [&update](const std::optional<std::int64_t>& value) {
    value ? update->bind(*value) : update->bind_null();
  };
  bind(sequel.stopped);
  bind(sequel.wall_unix_s);
  bind(sequel.wall_unix_s);
  return update->bind_text(boot_id).finish();
}

Result<std::vector<Start>> read_starts(Connection& connection) {
  auto rows = connection.prepare(
      "SELECT boot_id, reason, wall_unix_s, wall_trusted, headline"
      " FROM system_start ORDER BY id");
  if (!rows)
    return rows.error();
  std::vector<Start> starts;
  auto row = rows->step();
  for (; row && *row; row = rows->step()) {
    auto& start = starts.emplace_back();
    start.boot_id = rows->text(0);
    start.reason = reason_of(rows->integer(1));
    start.wall_unix_s = rows->integer(2);
    start.wall_trusted = rows->integer(3) != 0;
    start.headline = rows->text(4);
  }
  if (!row)
    return row.error();
  return starts;
}

}  // namespace soundcheck
