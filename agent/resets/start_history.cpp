#include "agent/resets/start_history.hpp"

#include <memory>
#include <utility>

#include "agent/log.hpp"

namespace soundcheck {

using std::chrono::duration_cast;
using std::chrono::seconds;

namespace {

using Work = std::function<Result<void>(Connection&)>;

/// One reading of the table. The storage thread has it, not the history, so
/// that several may ask at once.
struct Reading {
  Draft draft;
  bool written = false;
  bool has_sequel = false;
  Sequel sequel;
  Starts starts;
  bool readable = false;

  Result<void> take(Connection& connection) {
    Result<void> done;
    if (!written)
      done = write_start(connection, starts.signs, draft);
    if (done && has_sequel)
      done = update_start(connection, draft.start.boot_id, sequel);
    // Also of a disk that takes nothing.
    auto list = read_starts(connection);
    if (!list)
      return list.error();
    starts.list = std::move(*list);
    readable = true;
    return done;
  }
};

std::int64_t started_unix_s(const Clock& clock) {
  return duration_cast<seconds>(clock.wall() - clock.monotonic()).count();
}

}  // namespace

void StartHistory::open(Database& database, std::string boot_id, bool lasting) {
  if (boot_id.empty()) {
    log::error("the kernel tells no boot id, so starts are not written down");
    return;
  }
  database_ = &database;
  lasting_ = lasting;
  draft_.start.boot_id = std::move(boot_id);
  draft_.start.wall_unix_s = started_unix_s(clock_);
  draft_.start.wall_trusted = clock_.trusted();
}

const Start* StartHistory::news() const {
  return draft_.is_new && !draft_.is_first ? &draft_.start : nullptr;
}

Task<Starts> StartHistory::look(bool stopping) {
  if (!database_)
    co_return Error(Errc::unsupported, "starts are not written down");
  const bool late = clock_.trusted() && !draft_.start.wall_trusted;
  const auto reading = std::make_shared<Reading>();
  reading->draft = draft_;
  reading->written = written_;
  reading->has_sequel = stopping || late;
  if (stopping)
    reading->sequel.stopped = true;
  if (late)
    reading->sequel.wall_unix_s = started_unix_s(clock_);
  reading->starts.signs = resets_.signs();
  const Work work = [reading](Connection& connection) {
    return reading->take(connection);
  };
  const auto done = co_await database_->run<void>(work);
  if (!reading->readable)
    co_return done.error();
  if (!done) {
    log::error(done.error().during("writing this start down").what);
  } else {
    if (!written_)
      make_room(reading->starts.signs.crashes);
    written_ = true;
    draft_ = reading->draft;
    draft_.start.wall_trusted |= late;
  }
  auto& list = reading->starts.list;
  const auto& start = reading->draft.start;
  if (list.empty() || list.back().boot_id != start.boot_id)
    list.emplace_back() = start;
  co_return std::move(reading->starts);
}

/// Of what explains nothing, too. A record that appears while the system runs
/// (pstore.update_ms) goes with what an earlier run had to leave.
void StartHistory::make_room(const std::vector<CrashRecord>& crashes) {
  const auto forgotten = lasting_ ? resets_.forget(crashes) : Result<void>();
  if (!forgotten)
    log::error(forgotten.error().during("making room for crashes").what);
}

}  // namespace soundcheck
