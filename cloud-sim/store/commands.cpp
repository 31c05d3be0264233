#include "cloud-sim/store/commands.hpp"

#include "cloud-sim/store/answers.hpp"

namespace soundcheck::cloud {
namespace {

constexpr std::string_view columns =
    "SELECT n, id, device, session, verb, body, operator, reason, created_ms, "
    "expires_ms, state, refusal, detail, probe_count, last_n, last_reply_ms, "
    "answered, results, diagnosis, finished_ms, receipt_outbox, receipt_seq, "
    "receipt_ms, consent_until_ms FROM commands ";

std::optional<v1::ProbeResult> read_result(const Query& q, int column) {
  v1::ProbeResult result;
  if (q.is_null(column) || !result.ParseFromString(q.text(column)))
    return std::nullopt;
  return result;
}

void read_answer(const Query& q, Command& command) {
  v1::ProbeResults results;
  if (results.ParseFromString(q.text(17)))
    command.results.assign(results.results().begin(), results.results().end());
  // The column has the verb's own answer: a verb gives one or the other.
  v1::RemedyResult remedy;
  if (command.verb == "apply_remedy") {
    if (!q.is_null(18) && remedy.ParseFromString(q.text(18)))
      command.remedy = std::move(remedy);
    return;
  }
  v1::Diagnosis diagnosis;
  if (!q.is_null(18) && diagnosis.ParseFromString(q.text(18)))
    command.diagnosis = std::move(diagnosis);
}

Command read_command(const Query& q) {
  Command command;
  command.n = q.integer(0);
  command.id = q.text(1);
  command.device = q.text(2);
  command.session = q.text(3);
  command.verb = q.text(4);
  command.body.ParseFromString(q.text(5));
  command.operator_name = q.text(6);
  command.reason = q.text(7);
  command.created_ms = q.integer(8);
  command.expires_ms = q.integer(9);
  command.state = q.text(10);
  command.refusal = static_cast<v1::Refusal>(q.integer(11));
  command.detail = q.text(12);
  command.probe_count = q.integer(13);
  command.last_n = q.integer(14);
  command.last_reply_ms = q.integer(15);
  command.answered = q.integer(16) != 0;
  read_answer(q, command);
  command.finished_ms = q.integer(19);
  command.receipt_outbox = q.text(20);
  command.receipt_seq = q.integer(21);
  command.receipt_ms = q.integer(22);
  command.consent_until_ms = q.integer(23);
  return command;
}

void read_steps(Sqlite& db, Command& command) {
  auto query = db.query(
      "SELECT position, probe_id, why_id, fraction, text, result FROM steps "
      "WHERE command = ? ORDER BY position",
      command.id);
  while (query->step())
    command.steps.push_back({query->integer(0), query->text(1), query->text(2),
                             query->real(3), query->text(4),
                             read_result(*query, 5)});
}

std::vector<Command> read_all(Sqlite& db, Query& query) {
  std::vector<Command> commands;
  while (query.step())
    commands.push_back(read_command(query));
  for (auto& command : commands) {
    read_steps(db, command);
    command.answer = find_answer(db, command.id);
  }
  return commands;
}

std::string bytes_of(const std::vector<v1::ProbeResult>& results) {
  v1::ProbeResults message;
  for (const auto& result : results)
    *message.add_results() = result;
  return message.SerializeAsString();
}

}  // namespace

void insert_command(Sqlite& db,
                    const Command& command,
                    const StoreLimits& limits) {
  const auto body = command.body.SerializeAsString();
  db.run(
      "INSERT INTO commands(id, device, session, verb, body, operator, reason, "
      "created_ms, expires_ms, state) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      command.id, command.device, command.session, command.verb, Blob{body},
      command.operator_name, command.reason, command.created_ms,
      command.expires_ms, command.state);
  db.run(
      "DELETE FROM commands WHERE device = ?1 AND finished_ms > 0 AND n <= "
      "(SELECT n FROM commands WHERE device = ?1 ORDER BY n DESC LIMIT 1 "
      "OFFSET ?2)",
      command.device, limits.commands_per_device);
}

void update_command(Sqlite& db, const Command& command) {
  const auto body = command.body.SerializeAsString();
  const auto results = bytes_of(command.results);
  db.run(
      "UPDATE commands SET session = ?2, body = ?3, expires_ms = ?4, state = "
      "?5, refusal = ?6, detail = ?7, probe_count = ?8, last_n = ?9, "
      "last_reply_ms = ?10, answered = ?11, results = ?12, finished_ms = ?13, "
      "receipt_outbox = ?14, receipt_seq = ?15, receipt_ms = ?16, "
      "consent_until_ms = ?17 WHERE id = ?1",
      command.id, command.session, Blob{body}, command.expires_ms,
      command.state, std::int64_t{command.refusal}, command.detail,
      command.probe_count, command.last_n, command.last_reply_ms,
      std::int64_t{command.answered}, Blob{results}, command.finished_ms,
      command.receipt_outbox, command.receipt_seq, command.receipt_ms,
      command.consent_until_ms);
  if (!command.diagnosis && !command.remedy)
    return;
  const auto answer = command.remedy ? command.remedy->SerializeAsString()
                                     : command.diagnosis->SerializeAsString();
  db.run("UPDATE commands SET diagnosis = ?2 WHERE id = ?1", command.id,
         Blob{answer});
}

void put_step(Sqlite& db,
              const std::string& command,
              const Step& step,
              const StoreLimits& limits) {
  if (step.position < 0 || step.position >= limits.steps_per_command)
    return;
  db.run("INSERT OR REPLACE INTO steps VALUES(?, ?, ?, ?, ?, ?, NULL)", command,
         step.position, step.probe_id, step.why_id, step.fraction, step.text);
  if (!step.result)
    return;
  const auto result = step.result->SerializeAsString();
  db.run("UPDATE steps SET result = ?3 WHERE command = ?1 AND position = ?2",
         command, step.position, Blob{result});
}

std::optional<Command> find_command(Sqlite& db, const std::string& id) {
  auto query = db.query(std::string(columns) + "WHERE id = ?", id);
  auto commands = read_all(db, *query);
  if (commands.empty())
    return std::nullopt;
  return std::move(commands.front());
}

std::vector<Command> list_commands(Sqlite& db,
                                   const std::string& device,
                                   std::int64_t limit) {
  auto query = db.query(std::string(columns) +
                            "WHERE device = ? AND verb NOT IN ('open_session', "
                            "'close_session') ORDER BY n DESC LIMIT ?",
                        device, limit);
  return read_all(db, *query);
}

std::vector<Command> unfinished_commands(Sqlite& db,
                                         const std::string& device) {
  auto query = db.query(std::string(columns) +
                            "WHERE finished_ms = 0 AND (?1 = '' OR device = "
                            "?1) ORDER BY n",
                        device);
  return read_all(db, *query);
}

}  // namespace soundcheck::cloud
