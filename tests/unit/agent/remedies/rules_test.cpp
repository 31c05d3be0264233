#include "agent/remedies/rules.hpp"

#include <catch2/catch.hpp>

using namespace soundcheck;
using namespace soundcheck::remedies;

namespace {

constexpr std::int64_t now_s = 1'700'000'000;
constexpr std::int64_t hour_s = 3600;

diagnosis::Remedy remedy_of(std::string id, bool reversible = true) {
  diagnosis::Remedy remedy{};
  remedy.id = std::move(id);
  remedy.actor = diagnosis::Actor::automatic;
  remedy.consent_class = "repair";
  remedy.reversible = reversible;
  return remedy;
}

diagnosis::Remedy reboot() {
  auto remedy = remedy_of("reboot");
  remedy.consent_class = "disruptive";
  return remedy;
}

Attempt attempt_at(std::int64_t at_s,
                   v1::RemedyOutcome outcome = v1::REMEDY_OUTCOME_UNCHANGED,
                   std::string remedy_id = "renew") {
  Attempt attempt;
  attempt.remedy_id = std::move(remedy_id);
  attempt.fault_id = "net.no_address";
  attempt.at_s = at_s;
  attempt.outcome = outcome;
  return attempt;
}

ProbeRun run_of(Outcome outcome, std::vector<std::string> present = {}) {
  ProbeRun run{};
  run.outcome = outcome;
  for (auto& id : present)
    run.findings.push_back({std::move(id), Presence::present, ""});
  return run;
}

/// A speaker that is sure of a fault with three remedies.
struct Sure {
  Sure() {
    knowledge.remedies = {remedy_of("purge", false), remedy_of("renew"),
                          remedy_of("unplug")};
    knowledge.remedies[2].actor = diagnosis::Actor::owner;
    diagnosis.status = diagnosis::Status::fault;
    diagnosis::RankedFault fault;
    fault.fault_id = "net.no_address";
    fault.probability = 0.8;
    fault.remedy_ids = {"unplug", "purge", "renew", "gone"};
    diagnosis.faults.push_back(std::move(fault));
    rules.automatic = {"purge", "renew", "unplug", "gone"};
  }
  std::string chosen() const {
    const auto choice = choose(diagnosis, knowledge, attempts, rules, now_s);
    return choice.remedy ? choice.remedy->id : "";
  }

  diagnosis::Knowledge knowledge;
  diagnosis::Diagnosis diagnosis;
  std::vector<Attempt> attempts;
  Rules rules;
};

}  // namespace

TEST_CASE("R27: by default the speaker does nothing by itself") {
  Sure sure;
  sure.rules = Rules();

  CHECK(sure.chosen().empty());
}

TEST_CASE("R27: what can be undone is tried before what cannot") {
  Sure sure;

  CHECK(sure.chosen() == "renew");
  sure.attempts = {attempt_at(now_s - hour_s)};
  CHECK(sure.chosen() == "purge");
}

TEST_CASE("R27: nothing is done for a fault that is not certain") {
  Sure sure;
  sure.diagnosis.faults[0].probability = 0.79;
  CHECK(sure.chosen().empty());

  Sure unknown;
  unknown.diagnosis.status = diagnosis::Status::unknown_fault;
  CHECK(unknown.chosen().empty());
}

TEST_CASE("R27: what did not help is not tried again within a day") {
  Sure sure;
  sure.rules.automatic = {"renew"};
  sure.attempts = {attempt_at(now_s - 23 * hour_s)};
  CHECK(sure.chosen().empty());

  sure.attempts = {attempt_at(now_s - 25 * hour_s)};
  CHECK(sure.chosen() == "renew");
}

TEST_CASE("what helped may help again") {
  Sure sure;
  sure.attempts = {attempt_at(now_s - hour_s, v1::REMEDY_OUTCOME_HEALED)};

  CHECK(sure.chosen() == "renew");
}

TEST_CASE("what did not help another fault is tried for this one") {
  Sure sure;
  sure.attempts = {attempt_at(now_s - hour_s)};
  sure.attempts[0].fault_id = "net.no_route";

  CHECK(sure.chosen() == "renew");
}

TEST_CASE("R27: what made things worse or was cut off is remembered") {
  for (const auto outcome :
       {v1::REMEDY_OUTCOME_WORSE, v1::REMEDY_OUTCOME_INTERRUPTED}) {
    Sure sure;
    sure.rules.automatic = {"renew"};
    sure.attempts = {attempt_at(now_s - 1000 * hour_s, outcome)};
    CHECK(sure.chosen().empty());

    sure.attempts.push_back(
        attempt_at(now_s - 900 * hour_s, v1::REMEDY_OUTCOME_HEALED));
    CHECK(sure.chosen() == "renew");
  }
}

TEST_CASE("R27: only so many remedies are tried within a day") {
  const Rules rules;
  std::vector<Attempt> attempts{attempt_at(now_s - hour_s),
                                attempt_at(now_s - hour_s)};
  CHECK(over_limit(remedy_of("renew"), attempts, rules, now_s).empty());

  attempts.push_back(attempt_at(now_s - 23 * hour_s));
  CHECK(over_limit(remedy_of("renew"), attempts, rules, now_s) ==
        "3 remedies were tried within a day, the policy allows no more");
  CHECK(over_limit(remedy_of("renew"), attempts, rules, now_s + 2 * hour_s)
            .empty());
}

TEST_CASE("R27: the speaker restarts itself once a week at most") {
  const Rules rules;
  std::vector<Attempt> attempts{attempt_at(now_s - 6 * 24 * hour_s)};
  attempts[0].disruptive = true;

  CHECK_FALSE(over_limit(reboot(), attempts, rules, now_s).empty());
  CHECK(over_limit(remedy_of("renew"), attempts, rules, now_s).empty());
  CHECK(over_limit(reboot(), attempts, rules, now_s + 24 * hour_s).empty());
}

TEST_CASE("a clock that was years ahead does not block remedies for years") {
  const Rules rules;
  const std::vector<Attempt> attempts(3, attempt_at(now_s + 365 * 24 * hour_s));

  CHECK(over_limit(remedy_of("renew"), attempts, rules, now_s).empty());
}

TEST_CASE("a remedy is judged by its probe before and after") {
  const auto fine = run_of(Outcome::passed);
  const auto bad = run_of(Outcome::failed, {"a"});
  const auto unclear = run_of(Outcome::inconclusive);

  CHECK(judge(bad, fine) == v1::REMEDY_OUTCOME_HEALED);
  CHECK(judge(unclear, fine) == v1::REMEDY_OUTCOME_HEALED);
  CHECK(judge(fine, fine) == v1::REMEDY_OUTCOME_UNCHANGED);
  CHECK(judge(bad, bad) == v1::REMEDY_OUTCOME_UNCHANGED);
  CHECK(judge(bad, unclear) == v1::REMEDY_OUTCOME_FAILED);
  CHECK(judge(unclear, bad) == v1::REMEDY_OUTCOME_UNCHANGED);
}

TEST_CASE("R27: worse is more than before, not another thing than before") {
  const auto a = run_of(Outcome::failed, {"a"});

  CHECK(judge(a, run_of(Outcome::failed, {"a", "b"})) ==
        v1::REMEDY_OUTCOME_WORSE);
  // With an address the missing route can be seen at all.
  CHECK(judge(a, run_of(Outcome::failed, {"b"})) ==
        v1::REMEDY_OUTCOME_UNCHANGED);
  CHECK(judge(run_of(Outcome::passed), a) == v1::REMEDY_OUTCOME_WORSE);
}

TEST_CASE("what was done in vain today is remembered as such") {
  const auto unchanged = v1::REMEDY_OUTCOME_UNCHANGED;
  const std::vector<Attempt> attempts = {
      attempt_at(now_s - 25 * hour_s, unchanged, "long ago"),
      attempt_at(now_s - 9 * hour_s, unchanged, "later with success"),
      attempt_at(now_s - 8 * hour_s, unchanged, "in vain"),
      attempt_at(now_s - 7 * hour_s, v1::REMEDY_OUTCOME_FAILED, "not done"),
      attempt_at(now_s - 6 * hour_s, v1::REMEDY_OUTCOME_HEALED,
                 "later with success"),
      attempt_at(now_s - 5 * hour_s, unchanged, "in vain")};

  CHECK(unhelped(attempts, now_s) == std::vector<std::string>{"in vain"});
  CHECK(unhelped({}, now_s).empty());
}

TEST_CASE("the service to restart is a missing one, else the most restless") {
  using namespace std::chrono_literals;
  ServicesState state;
  CHECK(troubled_service(state).empty());

  state.services = {
      {"calm", true, {}}, {"loop", false, {3s, 2s, 1s}}, {"once", true, {5s}}};
  CHECK(troubled_service(state) == "loop");
  state.missing = {"updater", "other"};
  CHECK(troubled_service(state) == "updater");
}
