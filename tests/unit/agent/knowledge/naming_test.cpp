#include <algorithm>
#include <catch2/catch.hpp>

#include "agent/diagnosis/gates.hpp"
#include "agent/knowledge/load.hpp"
#include "tests/support/result_printer.hpp"

// What the shipped knowledge base makes of evidence.

using namespace soundcheck;
using namespace soundcheck::diagnosis;

namespace {

const Knowledge& shipped() {
  static const Knowledge knowledge = load_knowledge(KNOWLEDGE_FILE).value();
  return knowledge;
}

/// A speaker on which all is well but for this finding.
std::vector<ProbeEvidence> only(const GateRule& sign, const Gate& at) {
  std::vector<ProbeEvidence> evidence;
  for (const auto& gate : shipped().gates) {
    ProbeEvidence item{gate.probe_id, Judgement::passed, {}};
    for (const auto& rule : gate.rules) {
      const bool here = rule.finding_id == sign.finding_id;
      item.findings.push_back(
          {rule.finding_id, here ? Answer::present : Answer::absent, ""});
    }
    if (gate.id == at.id)
      item.judgement = Judgement::failed;
    evidence.push_back(std::move(item));
  }
  return evidence;
}

bool shows(const std::string& probe_id, const std::string& fault_id) {
  for (const auto& gate : shipped().gates) {
    if (gate.probe_id != probe_id)
      continue;
    for (const auto& rule : gate.rules) {
      if (rule.fault_id == fault_id)
        return true;
    }
  }
  return false;
}

/// Signs that look back over days outlast the cure, and what keeps a speaker
/// out of its network is seen where it joins.
bool is_confirmed_otherwise(const std::string& fault_id) {
  return shows("system.trends", fault_id) || fault_id == "wifi.not_associated";
}

}  // namespace

TEST_CASE("each fault is named by each of its own signs") {
  const Gates gates(shipped());
  for (const auto& gate : shipped().gates) {
    for (const auto& rule : gate.rules) {
      INFO(rule.finding_id);
      const auto diagnosis = gates.conclude(only(rule, gate), "");
      REQUIRE(diagnosis.faults.size() == 1);
      CHECK(diagnosis.faults[0].fault_id == rule.fault_id);
      CHECK(diagnosis.faults[0].evidence_for.at(0).finding_id ==
            rule.finding_id);
      CHECK(!diagnosis.faults[0].remedy_ids.empty());
    }
  }
}

TEST_CASE("a known cause is named in place of a link that is not there") {
  const Gates gates(shipped());
  const auto out_because = [](const char* finding) {
    return std::vector<ProbeEvidence>{
        {"wifi.association",
         Judgement::failed,
         {{finding, Answer::present, ""}}},
        {"wifi.link",
         Judgement::failed,
         {{"wifi.not_associated", Answer::present, ""}}},
        {"network.address",
         Judgement::failed,
         {{"network.no_carrier", Answer::present, ""}}}};
  };
  for (const std::string cause :
       {"wifi.wrong_passphrase", "wifi.handshake_lost", "wifi.refused",
        "wifi.out_of_range"}) {
    const auto diagnosis = gates.conclude(out_because(cause.c_str()), "");

    REQUIRE(diagnosis.faults.size() == 1);
    CHECK(diagnosis.faults[0].fault_id == cause);
  }
}

TEST_CASE("a wrong clock is the cause of certificates that do not verify") {
  const Gates gates(shipped());
  const std::vector<ProbeEvidence> evidence = {
      {"network.internet",
       Judgement::failed,
       {{"network.tls_untrusted", Answer::present, "expired"}}},
      {"system.clock",
       Judgement::failed,
       {{"system.clock_wrong", Answer::present, "off by 3 years"}}}};

  const auto diagnosis = gates.conclude(evidence, "");

  REQUIRE(diagnosis.faults.size() == 1);
  CHECK(diagnosis.faults[0].fault_id == "system.clock_wrong");
}

TEST_CASE("a board without radio and without thermal zones can be healthy") {
  const Gates gates(shipped());
  std::vector<ProbeEvidence> evidence;
  for (const auto& gate : shipped().gates) {
    const bool missing = gate.id == "association" || gate.id == "wifi" ||
                         gate.id == "air" || gate.id == "heat";
    evidence.push_back({gate.probe_id,
                        missing ? Judgement::not_supported : Judgement::passed,
                        {}});
  }

  const auto diagnosis = gates.conclude(evidence, "");

  CHECK(diagnosis.status == Status::no_fault);
  CHECK(diagnosis.not_measured ==
        std::vector<std::string>{"wifi.association", "wifi.link", "wifi.air",
                                 "system.thermal"});
}

TEST_CASE("the time is not asked of an internet that is out of reach") {
  const auto& spared_by = shipped().gate("clock")->spared_by;
  for (const auto& gate : shipped().gates) {
    if (gate.id == "internet")
      break;
    for (const auto& rule : gate.rules) {
      INFO(rule.fault_id);
      const bool spared = std::find(spared_by.begin(), spared_by.end(),
                                    rule.fault_id) != spared_by.end();
      CHECK(spared == shipped().fault(rule.fault_id)->blocks);
    }
  }
}

TEST_CASE(
    "what the speaker does by itself is confirmed by a probe that sees "
    "the fault") {
  for (const auto& fault : shipped().faults) {
    bool acts = false;
    bool sees = false;
    for (const auto& id : fault.remedy_ids) {
      const auto* remedy = shipped().remedy(id);
      REQUIRE(remedy);
      if (remedy->actor != Actor::automatic)
        continue;
      acts = true;
      sees = sees || shows(remedy->confirming_probe, fault.id);
    }
    INFO(fault.id);
    CHECK((!acts || sees || is_confirmed_otherwise(fault.id)));
  }
}
