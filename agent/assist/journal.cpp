#include "agent/assist/journal.hpp"

#include <functional>

#include "agent/store/database.hpp"

namespace soundcheck::assist {

namespace {

// SQLite's integers are signed; the bits survive the way there and back.
std::int64_t to_column(std::uint64_t counter) {
  return static_cast<std::int64_t>(counter);
}

Result<JournalState> read_state(Connection& connection) {
  JournalState state;
  auto openings =
      connection.prepare("SELECT key_id, counter FROM assist_opening");
  if (!openings)
    return openings.error();
  auto row = openings->step();
  for (; row && *row; row = openings->step()) {
    state.openings.emplace(openings->text(0),
                           static_cast<std::uint64_t>(openings->integer(1)));
  }
  if (!row)
    return row.error();
  auto commands =
      connection.prepare("SELECT id FROM assist_command ORDER BY rowid");
  if (!commands)
    return commands.error();
  for (row = commands->step(); row && *row; row = commands->step())
    state.unfinished.push_back(commands->text(0));
  if (!row)
    return row.error();
  auto facts = connection.prepare(
      "SELECT name, value FROM assist_fact WHERE value <> ''");
  if (!facts)
    return facts.error();
  for (row = facts->step(); row && *row; row = facts->step())
    state.facts.emplace(facts->text(0), facts->text(1));
  if (!row)
    return row.error();
  return state;
}

Result<void> note_begin(Connection& connection,
                        const std::string& command_id,
                        const std::optional<Opening>& opening) {
  auto command =
      connection.prepare("INSERT OR REPLACE INTO assist_command VALUES (?)");
  if (!command)
    return command.error();
  if (auto done = command->bind_text(command_id).finish(); !done || !opening)
    return done;
  auto counter =
      connection.prepare("INSERT OR REPLACE INTO assist_opening VALUES (?, ?)");
  if (!counter)
    return counter.error();
  return counter->bind_text(opening->key_id)
      .bind(to_column(opening->counter))
      .finish();
}

Result<void> note_fact(Connection& connection,
                       const std::string& name,
                       const std::string& value) {
  auto fact =
      connection.prepare("INSERT OR REPLACE INTO assist_fact VALUES (?, ?)");
  if (!fact)
    return fact.error();
  return fact->bind_text(name).bind_text(value).finish();
}

Result<void> note_end(Connection& connection, const std::string& command_id) {
  auto command = connection.prepare("DELETE FROM assist_command WHERE id = ?");
  if (!command)
    return command.error();
  return command->bind_text(command_id).finish();
}

class DatabaseJournal final : public Journal {
 public:
  explicit DatabaseJournal(Database& database) : database_(database) {}

  Task<JournalState> read() override {
    const std::function<Result<JournalState>(Connection&)> work = read_state;
    return database_.run<JournalState>(work);
  }

  Task<void> begin(std::string command_id,
                   std::optional<Opening> opening) override {
    const std::function<Result<void>(Connection&)> work =
        [command_id, opening](Connection& connection) {
          return note_begin(connection, command_id, opening);
        };
    return database_.run<void>(work);
  }

  Task<void> keep(std::string name, std::string value) override {
    const std::function<Result<void>(Connection&)> work =
        [name, value](Connection& connection) {
          return note_fact(connection, name, value);
        };
    return database_.run<void>(work);
  }

  Task<void> end(std::string command_id) override {
    const std::function<Result<void>(Connection&)> work =
        [command_id](Connection& connection) {
          return note_end(connection, command_id);
        };
    return database_.run<void>(work);
  }

 private:
  Database& database_;
};

}  // namespace

std::unique_ptr<Journal> make_journal(Database& database) {
  return std::make_unique<DatabaseJournal>(database);
}

}  // namespace soundcheck::assist
