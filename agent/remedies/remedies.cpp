#include "agent/remedies/remedies.hpp"

#include <memory>

#include "agent/remedies/attempt_table.hpp"
#include "agent/remedies/order.hpp"

namespace soundcheck::remedies {

namespace asio = boost::asio;

namespace {

using Work = std::function<Result<void>(Connection&)>;

constexpr std::size_t kept_attempts = 64;

bool is_reboot(const diagnosis::Remedy* remedy) {
  return remedy && remedy->action == to_string(RepairAction::reboot);
}

}  // namespace

Remedies::Remedies(Ports ports, Rules rules, std::vector<std::string> expected)
    : ports_(std::move(ports)),
      rules_(std::move(rules)),
      expected_(std::move(expected)) {}

std::int64_t Remedies::now_s() const {
  return std::chrono::duration_cast<std::chrono::seconds>(ports_.clock.wall())
      .count();
}

Task<void> Remedies::open(Database& database, std::string boot_id) {
  boot_id_ = std::move(boot_id);
  const auto all = std::make_shared<std::vector<Attempt>>();
  const Work work = [all](Connection& connection) {
    return read_attempts(connection, *all);
  };
  const auto read = co_await database.run<void>(work);
  if (!read)
    co_return read.error();
  database_ = &database;
  attempts_ = std::move(*all);
  for (auto& attempt : attempts_) {
    if (attempt.outcome != v1::REMEDY_OUTCOME_UNSPECIFIED ||
        (is_reboot(find(attempt.remedy_id)) && attempt.boot_id != boot_id_))
      continue;
    auto result = result_of(attempt);
    end(result, v1::REMEDY_OUTCOME_INTERRUPTED,
        "the agent ended in the middle of it");
    co_await settle(attempt, std::move(result));
  }
  co_return Result<void>();
}

Task<void> Remedies::write(const Attempt& attempt) {
  const Work work = [attempt](Connection& connection) {
    return write_attempt(connection, attempt);
  };
  return database_->run<void>(work);
}

const diagnosis::Remedy* Remedies::find(std::string_view id) const {
  const auto* remedy = ports_.knowledge().remedy(id);
  return remedy && remedy->actor == diagnosis::Actor::automatic ? remedy
                                                                : nullptr;
}

/// Without an outcome as long as nothing speaks against it.
v1::RemedyResult Remedies::begin(const Order& order) const {
  v1::RemedyResult result;
  const auto& remedy = order.remedy;
  result.set_remedy_id(remedy.id);
  result.set_fault_id(order.fault_id);
  result.set_automatic(order.automatic);
  const auto action = repair_action_of(remedy.action);
  const auto why =
      action ? ports_.repairs.hindrance(*action)
             : "this agent does not know the action \"" + remedy.action + '"';
  if (!why.empty())
    end(result, v1::REMEDY_OUTCOME_NOT_SUPPORTED, why);
  else if (const auto limit = over_limit(remedy, attempts_, rules_, now_s());
           !limit.empty())
    end(result, v1::REMEDY_OUTCOME_FAILED, limit);
  else if (!database_)
    end(result, v1::REMEDY_OUTCOME_FAILED, "the journal cannot be read");
  else if (busy_)
    end(result, v1::REMEDY_OUTCOME_FAILED, "another remedy is at work");
  return result;
}

std::vector<std::string> Remedies::circumstances() const {
  auto words = unhelped(attempts_, now_s());
  for (auto& word : words)
    word = diagnosis::unhelped(word);
  return words;
}

std::vector<v1::RemedyResult> Remedies::list() const {
  std::vector<v1::RemedyResult> all;
  for (const auto& remedy : ports_.knowledge().remedies) {
    if (remedy.actor != diagnosis::Actor::automatic)
      continue;
    auto result = begin({remedy, "", false});
    for (const auto& attempt : attempts_) {
      if (attempt.remedy_id == remedy.id &&
          result.outcome() != v1::REMEDY_OUTCOME_NOT_SUPPORTED)
        result = result_of(attempt);
    }
    all.push_back(std::move(result));
  }
  return all;
}

/// Unwritten it counts as interrupted after a restart; nothing is lost.
asio::awaitable<void> Remedies::settle(Attempt& attempt,
                                       v1::RemedyResult result) {
  attempt.outcome = result.outcome();
  attempt.detail = result.detail();
  (void)co_await write(attempt);
  co_await ports_.keep(std::move(result));
}

Task<void> Remedies::note_begin(const Order& order) {
  Attempt attempt;
  attempt.id = attempts_.empty() ? 1 : attempts_.back().id + 1;
  attempt.remedy_id = order.remedy.id;
  attempt.fault_id = order.fault_id;
  attempt.boot_id = boot_id_;
  attempt.at_s = now_s();
  attempt.automatic = order.automatic;
  attempt.disruptive = is_disruptive(order.remedy);
  attempts_.push_back(std::move(attempt));
  auto written = write(attempts_.back());
  if (attempts_.size() > kept_attempts)
    attempts_.erase(attempts_.begin());
  return written;
}

}  // namespace soundcheck::remedies
