#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "agent/diagnosis/inference.hpp"
#include "agent/knowledge/load.hpp"
#include "tests/support/result_printer.hpp"

// What the shipped knowledge base makes of evidence when it is weighed.

using namespace soundcheck;
using namespace soundcheck::diagnosis;

namespace {

const Knowledge& shipped() {
  static const Knowledge knowledge = load_knowledge(KNOWLEDGE_FILE).value();
  return knowledge;
}

const Inference& engine() {
  static const Inference inference(shipped(), {});
  return inference;
}

struct Sign {
  const Gate* gate;
  const GateRule* rule;
};

std::vector<Sign> signs() {
  std::vector<Sign> all;
  for (const auto& gate : shipped().gates) {
    for (const auto& rule : gate.rules)
      all.push_back({&gate, &rule});
  }
  return all;
}

/// A speaker on which all is well but for these signs.
std::vector<ProbeEvidence> only(const std::vector<Sign>& present) {
  std::vector<ProbeEvidence> evidence;
  for (const auto& gate : shipped().gates) {
    ProbeEvidence item{gate.probe_id, Judgement::passed, {}};
    for (const auto& rule : gate.rules) {
      const bool here =
          std::any_of(present.begin(), present.end(), [&](const auto& sign) {
            return sign.rule->finding_id == rule.finding_id;
          });
      if (here)
        item.judgement = Judgement::failed;
      item.findings.push_back(
          {rule.finding_id, here ? Answer::present : Answer::absent, ""});
    }
    evidence.push_back(std::move(item));
  }
  return evidence;
}

std::set<std::string> named(const Diagnosis& diagnosis) {
  std::set<std::string> ids;
  for (const auto& fault : diagnosis.faults)
    ids.insert(fault.fault_id);
  return ids;
}

}  // namespace

TEST_CASE("weighed, each fault is named by each of its own signs, alone") {
  for (const auto& sign : signs()) {
    INFO(sign.rule->finding_id);

    const auto diagnosis = engine().conclude(only({sign}), "");

    REQUIRE(named(diagnosis) == std::set<std::string>{sign.rule->fault_id});
    const auto& fault = diagnosis.faults[0];
    CHECK(fault.evidence_for.at(0).finding_id == sign.rule->finding_id);
    CHECK(!fault.remedy_ids.empty());
    CHECK(diagnosis.surprise < shipped().limits.surprise / 2);
  }
}

TEST_CASE("weighed, a lone sign is worth about what its rule says") {
  std::size_t far = 0;
  for (const auto& sign : signs()) {
    const auto diagnosis = engine().conclude(only({sign}), "");
    const double difference =
        diagnosis.faults.at(0).probability - sign.rule->probability;
    // Where rivals are not measured behind it, it is less.
    INFO(sign.rule->finding_id << " by " << difference);
    CHECK(difference < 0.06);
    far += difference < -0.1 ? 1 : 0;
  }
  CHECK(far * 5 < signs().size());
}

TEST_CASE("weighed, signs of two ladders name both faults") {
  const Gates gates(shipped());
  const auto all = signs();
  // Every 7th pair: they are many, and each is as good as the next.
  std::size_t number = 0;
  // What rises or falls over weeks are the numbers that other gates judge, and
  // what programs notice is what other faults do, so that one fault may well
  // stand behind both.
  const auto is_echo = [](const Sign& sign) {
    return sign.gate->probe_id == "system.trends" ||
           sign.gate->probe_id == "app.events";
  };
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t j = i + 1; j < all.size(); ++j) {
      if (all[i].gate->ladder == all[j].gate->ladder || is_echo(all[i]) ||
          is_echo(all[j]) || ++number % 7 != 0)
        continue;
      const auto evidence = only({all[i], all[j]});
      const auto weighed = engine().conclude(evidence, "");
      INFO(all[i].rule->finding_id << " and " << all[j].rule->finding_id);
      CHECK(weighed.surprise < shipped().limits.surprise / 2);
      CHECK(named(weighed) == named(gates.conclude(evidence, "")));
    }
  }
}

TEST_CASE("weighed, a healthy speaker has no fault and nothing surprises") {
  const auto diagnosis = engine().conclude(only({}), "");

  CHECK(diagnosis.status == Status::no_fault);
  CHECK(diagnosis.surprise < 0.5);
  CHECK(diagnosis.rivals.empty());
}

TEST_CASE(
    "weighed, a wrong clock is the cause of certificates that do not "
    "verify") {
  const std::vector<ProbeEvidence> evidence = {
      {"network.internet",
       Judgement::failed,
       {{"network.tls_untrusted", Answer::present, "expired"}}},
      {"system.clock",
       Judgement::failed,
       {{"system.clock_wrong", Answer::present, "off by 3 years"}}}};

  CHECK(named(engine().conclude(evidence, "")) ==
        std::set<std::string>{"system.clock_wrong"});
}

TEST_CASE("weighed, a sign whose fault is taken out is an unknown fault") {
  std::size_t flagged = 0;
  std::size_t surprised = 0;
  const auto all = signs();
  for (const auto& sign : all) {
    auto lesser = shipped();
    const auto* fault = lesser.fault(sign.rule->fault_id);
    const auto place = static_cast<unsigned>(fault - lesser.faults.data());
    std::erase_if(lesser.links,
                  [place](const auto& link) { return link.fault == place; });
    const auto diagnosis = Inference(lesser, {}).conclude(only({sign}), "");
    flagged += diagnosis.status == Status::unknown_fault ? 1 : 0;
    surprised += diagnosis.surprise > lesser.limits.surprise ? 1 : 0;
  }
  INFO(flagged << " flagged, " << surprised << " by surprise of "
               << all.size());
  CHECK(flagged * 10 > 9 * all.size());
}

TEST_CASE("a remedy that did not help speaks against what it is for") {
  for (const auto& remedy : shipped().remedies) {
    if (remedy.actor != Actor::automatic)
      continue;
    INFO(remedy.id);
    Question question("");
    question.circumstances = {unhelped(remedy.id)};
    bool doubted = false;
    for (const auto& sign : signs()) {
      const auto& ids = shipped().fault(sign.rule->fault_id)->remedy_ids;
      if (std::find(ids.begin(), ids.end(), remedy.id) == ids.end())
        continue;
      const auto before = engine().conclude(only({sign}), "");
      const auto after = engine().conclude(only({sign}), question);
      doubted |= after.faults.empty() ||
                 after.faults[0].fault_id != before.faults[0].fault_id ||
                 after.faults[0].probability < before.faults[0].probability;
    }
    CHECK(doubted);
  }
}

TEST_CASE("weighed, a check-up of a healthy speaker asks every gate once") {
  std::vector<ProbeEvidence> evidence;
  const auto healthy = only({});
  while (const auto next = engine().next_test(evidence, "")) {
    const auto answer = std::find_if(
        healthy.begin(), healthy.end(),
        [&](const auto& item) { return item.probe_id == next->probe_id; });
    REQUIRE(answer != healthy.end());
    evidence.push_back(*answer);
    REQUIRE(evidence.size() <= healthy.size());
  }

  std::size_t asked = 0;
  for (const auto& gate : shipped().gates) {
    const bool general =
        gate.complaints.empty() ||
        std::find(gate.complaints.begin(), gate.complaints.end(), "") !=
            gate.complaints.end();
    asked += general ? 1 : 0;
  }
  CHECK(evidence.size() == asked);
  CHECK(engine().conclude(evidence, "").status == Status::no_fault);
}
