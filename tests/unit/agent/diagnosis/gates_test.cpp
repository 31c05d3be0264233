#include "agent/diagnosis/gates.hpp"

#include <catch2/catch.hpp>

#include "tests/unit/agent/diagnosis/small_knowledge.hpp"

using namespace soundcheck::diagnosis;
using soundcheck::test::failed;
using soundcheck::test::passed;
using soundcheck::test::said;
using soundcheck::test::small_knowledge;
using soundcheck::test::Strings;

namespace {

/// Everything passed, but for what is given.
std::vector<ProbeEvidence> healthy_but(std::vector<ProbeEvidence> given) {
  for (const auto* id : {"link", "names", "web", "sound", "heat", "clock"}) {
    bool there = false;
    for (const auto& item : given)
      there |= item.probe_id == "probe." + std::string(id);
    if (!there)
      given.push_back(passed(id));
  }
  return given;
}

Strings ids(const Diagnosis& diagnosis) {
  Strings list;
  for (const auto& ranked : diagnosis.faults)
    list.push_back(ranked.fault_id);
  return list;
}

Strings ids(const std::vector<EvidenceItem>& items) {
  Strings list;
  for (const auto& item : items)
    list.push_back(item.finding_id);
  return list;
}

struct Fixture {
  Knowledge knowledge = small_knowledge();
  Gates gates{knowledge};
};

}  // namespace

TEST_CASE("the first rule that fits names the fault, with its evidence") {
  Fixture f;
  auto link = said("link", Judgement::failed,
                   {{"link.weak", Answer::present, "-85 dBm"},
                    {"link.down", Answer::absent, "associated"},
                    {"link.odd", Answer::present, "strange"},
                    {"link.retries", Answer::unknown, ""}});

  const auto diagnosis = f.gates.conclude(healthy_but({link}), "");

  REQUIRE(ids(diagnosis) == Strings{"weak_link"});
  const auto& fault = diagnosis.faults[0];
  CHECK(diagnosis.status == Status::fault);
  CHECK(fault.code == "Xweak_link");
  CHECK(fault.probability == 0.8);
  CHECK(ids(fault.evidence_for) == Strings{"link.weak", "link.odd"});
  CHECK(fault.evidence_for[0].text == "-85 dBm");
  CHECK(ids(fault.evidence_against) == Strings{"link.down"});
  CHECK(fault.remedy_ids == Strings{"fix.weak_link"});
}

TEST_CASE("faults of two ladders are both named, the surer one first") {
  Fixture f;

  const auto diagnosis =
      f.gates.conclude(healthy_but({failed("names", "names.slow"),
                                    failed("sound", "sound.off")}),
                       "");

  CHECK(ids(diagnosis) == Strings{"muted", "slow_names"});
}

TEST_CASE("equally probable faults stand in the order of their gates") {
  Fixture f;

  const auto diagnosis =
      f.gates.conclude(healthy_but({failed("clock", "clock.wrong"),
                                    failed("sound", "sound.none")}),
                       "");

  CHECK(ids(diagnosis) == Strings{"silent", "clock_wrong"});
}

TEST_CASE("what another fault explains is evidence for that one instead") {
  Fixture f;

  const auto diagnosis =
      f.gates.conclude(healthy_but({failed("web", "web.untrusted"),
                                    failed("clock", "clock.wrong")}),
                       "");

  REQUIRE(ids(diagnosis) == Strings{"clock_wrong"});
  CHECK(ids(diagnosis.faults[0].evidence_for) ==
        Strings{"clock.wrong", "web.untrusted"});
}

TEST_CASE("what shows behind a blocking fault is not told as a second one") {
  Fixture f;

  const auto diagnosis = f.gates.conclude(
      healthy_but({failed("link", "link.down"), failed("web", "web.silent")}),
      "");

  CHECK(ids(diagnosis) == Strings{"no_link"});
}

TEST_CASE("nothing present and all measured is no fault") {
  Fixture f;

  const auto diagnosis = f.gates.conclude(healthy_but({}), "");

  CHECK(diagnosis.status == Status::no_fault);
  CHECK(diagnosis.not_measured.empty());
  CHECK(diagnosis.probes_run.size() == 6);
}

TEST_CASE("a failed probe that no rule fits is an unknown fault") {
  Fixture f;

  const auto diagnosis = f.gates.conclude(
      healthy_but({failed("heat", "heat.never_heard_of")}), "");

  CHECK(diagnosis.status == Status::unknown_fault);
  CHECK(diagnosis.faults.empty());
}

TEST_CASE("a board without the hardware is not incomplete, but listed") {
  Fixture f;

  const auto diagnosis =
      f.gates.conclude(healthy_but({said("link", Judgement::not_supported),
                                    said("heat", Judgement::not_supported)}),
                       "");

  CHECK(diagnosis.status == Status::no_fault);
  CHECK(diagnosis.not_measured == Strings{"probe.link", "probe.heat"});
}

TEST_CASE("a grave gate that could not tell makes the diagnosis incomplete") {
  Fixture f;

  const auto diagnosis = f.gates.conclude(
      healthy_but({said("sound", Judgement::could_not_tell)}), "");

  CHECK(diagnosis.status == Status::incomplete);
  CHECK(diagnosis.not_measured == Strings{"probe.sound"});
}

TEST_CASE("a gate that can only name lesser faults may stay unanswered") {
  Fixture f;

  const auto diagnosis = f.gates.conclude(
      healthy_but({said("heat", Judgement::could_not_tell)}), "");

  CHECK(diagnosis.status == Status::no_fault);
}

TEST_CASE("a later gate that passed vouches for the ones below it") {
  Fixture f;
  const auto silent = said("names", Judgement::could_not_tell);

  const auto vouched = f.gates.conclude(healthy_but({silent}), "");
  const auto alone = f.gates.conclude(
      healthy_but({silent, said("web", Judgement::could_not_tell)}), "");

  CHECK(vouched.status == Status::no_fault);
  CHECK(alone.status == Status::incomplete);
}

TEST_CASE("no fault needs an answer from the ladder that is complained of") {
  Fixture f;
  const auto evidence = healthy_but({said("sound", Judgement::not_supported)});

  CHECK(f.gates.conclude(evidence, "").status == Status::no_fault);
  CHECK(f.gates.conclude(evidence, "no_sound").status == Status::incomplete);
}

TEST_CASE("a gate that is not asked for a complaint leaves no gap") {
  Fixture f;
  f.knowledge.gates[3].complaints = {"no_sound"};
  auto evidence = healthy_but({});
  std::erase_if(evidence, [](const auto& item) {
    return item.probe_id == "probe.sound";
  });

  const auto general = f.gates.conclude(evidence, "");
  CHECK(general.status == Status::no_fault);
  CHECK(general.not_measured == Strings{"probe.sound"});
  CHECK(f.gates.conclude(evidence, "no_sound").status == Status::incomplete);
}

TEST_CASE("what a person asked for counts without the complaint") {
  Fixture f;
  f.knowledge.gates[3].complaints = {"no_sound"};

  const auto diagnosis =
      f.gates.conclude(healthy_but({failed("sound", "sound.off")}), "drops");

  CHECK(ids(diagnosis) == Strings{"muted"});
}

TEST_CASE("no evidence at all is incomplete and lists every probe") {
  Fixture f;

  const auto diagnosis = f.gates.conclude({}, "");

  CHECK(diagnosis.status == Status::incomplete);
  CHECK(diagnosis.not_measured.size() == 6);
}

TEST_CASE("a finding counts even when the probe could not tell as a whole") {
  Fixture f;
  const auto sound = said("sound", Judgement::could_not_tell,
                          {{"sound.off", Answer::present, "switch off"}});

  const auto diagnosis = f.gates.conclude(healthy_but({sound}), "");

  CHECK(ids(diagnosis) == Strings{"muted"});
}

TEST_CASE("of two answers of one probe the later counts") {
  Fixture f;

  const auto diagnosis = f.gates.conclude(
      healthy_but({failed("sound", "sound.off"), passed("sound")}), "");

  CHECK(diagnosis.status == Status::no_fault);
}
