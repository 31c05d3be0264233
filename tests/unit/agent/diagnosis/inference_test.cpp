#include "agent/diagnosis/inference.hpp"

#include <catch2/catch.hpp>

#include "tests/unit/agent/diagnosis/weighed_knowledge.hpp"

using namespace soundcheck::diagnosis;
using soundcheck::test::WeighedKnowledge;
using Strings = std::vector<std::string>;

namespace {

/// link -> names -> web on one ladder; sound on another; web and names share
/// the first remedy.
WeighedKnowledge home() {
  WeighedKnowledge k;
  k.fault("no_link", 0.01, {"rejoin"})
      .fault("no_names", 0.01, {"restart_router"})
      .fault("no_web", 0.01, {"restart_router", "call"})
      .fault("silent", 0.01, {"unmute"});
  k.knowledge.faults[0].blocks = true;
  k.finding("link", 0.0005)
      .finding("names", 0.0005)
      .finding("web", 0.0005)
      .finding("sound", 0.0005);
  k.link("no_link", "link", 0.97)
      .link("no_link", "names", 0.3)
      .link("no_link", "web", 0.3)
      .link("no_names", "names", 0.97)
      .link("no_names", "web", 0.3)
      .link("no_web", "web", 0.97)
      .link("silent", "sound", 0.97);
  k.gate("link", "network", "no_link")
      .gate("names", "network", "no_names")
      .gate("web", "network", "no_web")
      .gate("sound", "audio", "silent");
  return k;
}

ProbeEvidence says(const std::string& finding, Answer answer) {
  return {"probe." + finding,
          answer == Answer::present ? Judgement::failed : Judgement::passed,
          {{finding, answer, "seen"}}};
}

ProbeEvidence bad(const std::string& finding) {
  return says(finding, Answer::present);
}
ProbeEvidence good(const std::string& finding) {
  return says(finding, Answer::absent);
}

Strings named(const Diagnosis& diagnosis) {
  Strings ids;
  for (const auto& fault : diagnosis.faults)
    ids.push_back(fault.fault_id);
  return ids;
}

TestCost cost(const std::string& finding, double seconds) {
  return {"probe." + finding, seconds, false, false, seconds > 0.1, false};
}

struct Fixture {
  explicit Fixture(WeighedKnowledge built = home()) : k(std::move(built)) {}

  Diagnosis conclude(const std::vector<ProbeEvidence>& evidence,
                     const Question& question = "") {
    return Inference(k.knowledge, costs).conclude(evidence, question);
  }
  /// The probes asked when all of them but `failing` find nothing.
  Strings walk(const Question& question, const Strings& failing = {}) {
    const Inference engine(k.knowledge, costs);
    std::vector<ProbeEvidence> evidence;
    Strings asked;
    while (const auto next = engine.next_test(evidence, question)) {
      const auto finding = next->probe_id.substr(6);
      const bool fails =
          std::find(failing.begin(), failing.end(), finding) != failing.end();
      asked.push_back(finding);
      evidence.push_back(fails ? bad(finding) : good(finding));
    }
    return asked;
  }

  WeighedKnowledge k;
  std::vector<TestCost> costs = {cost("link", 1), cost("names", 1),
                                 cost("web", 1), cost("sound", 1)};
};

}  // namespace

TEST_CASE("a fault is named with its probability, code and remedies") {
  Fixture f;

  const auto d = f.conclude({good("link"), bad("names"), good("web")});

  REQUIRE(named(d) == Strings{"no_names"});
  CHECK(d.status == Status::fault);
  CHECK(d.faults[0].code == "Xno_names");
  CHECK(d.faults[0].remedy_ids == Strings{"restart_router"});
  CHECK(d.faults[0].probability > 0.9);
  CHECK(d.faults[0].evidence_for.at(0).finding_id == "names");
  CHECK(d.faults[0].evidence_for[0].text == "seen");
}

TEST_CASE("faults of two layers are both named") {
  Fixture f;

  const auto d = f.conclude({good("link"), bad("names"), bad("sound")});

  CHECK(named(d) == Strings{"silent", "no_names"});  // the surer one first
}

TEST_CASE("what a named fault brings along is no second fault") {
  Fixture f;

  const auto d = f.conclude({good("link"), bad("names"), bad("web")});

  CHECK(named(d) == Strings{"no_names"});
  CHECK(d.faults[0].evidence_for.size() == 2);
}

TEST_CASE("what shows behind a fault that blocks is no evidence") {
  Fixture f;
  const auto alone = f.conclude({bad("link")});

  const auto d = f.conclude({bad("web"), bad("names"), bad("link")});

  CHECK(named(d) == Strings{"no_link"});
  CHECK(d.faults[0].probability == alone.faults[0].probability);
}

TEST_CASE("what could not be asked below is suspected from what fails above") {
  Fixture f;

  const auto d =
      f.conclude({{"probe.link", Judgement::could_not_tell, {}}, bad("names")});

  CHECK(named(d) == Strings{"no_names"});
  REQUIRE(d.rivals.size() == 1);
  CHECK(d.rivals[0].fault_id == "no_link");
  CHECK(d.would_change == "probe.link");
}

TEST_CASE("an answer whose need failed is no answer") {
  Fixture f;
  f.k.knowledge.findings[3].needs = {"probe.web"};

  CHECK(named(f.conclude({bad("web"), bad("sound")})) == Strings{"no_web"});
  CHECK(named(f.conclude({good("web"), bad("sound")})) == Strings{"silent"});
  f.k.knowledge.findings[3].needs = {"web"};
  CHECK(named(f.conclude({bad("web"), bad("sound")})) == Strings{"no_web"});
}

TEST_CASE("an answer that is too old is no answer") {
  Fixture f;
  f.k.knowledge.findings[3].ttl_s = 60;
  auto sound = bad("sound");

  sound.age_s = 60;
  CHECK(named(f.conclude({sound})) == Strings{"silent"});
  sound.age_s = 61;
  CHECK(named(f.conclude({sound})).empty());
}

TEST_CASE("a probe that is not sure speaks more quietly") {
  Fixture f;
  auto sound = bad("sound");
  const double sure = f.conclude({sound}).faults.at(0).probability;

  sound.findings[0].probability = 0.999;
  const auto nearly = f.conclude({sound});
  sound.findings[0].probability = 0.6;
  const auto hardly = f.conclude({sound});

  CHECK(nearly.faults.at(0).probability < sure);
  CHECK(hardly.faults.empty());
}

TEST_CASE("healthy is what the gates call healthy") {
  Fixture f;
  const std::vector<ProbeEvidence> all = {good("link"), good("names"),
                                          good("web"), good("sound")};

  CHECK(f.conclude(all).status == Status::no_fault);
  CHECK(f.conclude({all[0]}).status == Status::incomplete);
  CHECK(f.conclude({}).status == Status::incomplete);
  CHECK(f.conclude({}).not_measured.size() == 4);
}

TEST_CASE("evidence that no known fault explains is an unknown fault") {
  Fixture f;
  f.k.finding("odd", 0.0001);
  f.k.gate("odd", "system", "silent");

  const auto d = f.conclude(
      {good("link"), good("names"), good("web"), good("sound"), bad("odd")});

  CHECK(d.status == Status::unknown_fault);
  CHECK(d.faults.empty());
  CHECK(d.surprise > f.k.knowledge.limits.surprise);
}

TEST_CASE(
    "a fault that only sometimes brings a sign along is not named for it") {
  Fixture f;
  f.k.finding("odd", 0.0001).link("silent", "odd", 0.1);
  f.k.gate("odd", "system", "silent");

  const auto d =
      f.conclude({good("link"), good("names"), good("web"), bad("odd")});

  CHECK(d.status == Status::unknown_fault);
  CHECK(d.faults.empty());
}

TEST_CASE("the surest rival is told, with what would decide") {
  auto k = home();
  k.fault("no_lookup", 0.008).link("no_lookup", "names", 0.9);
  Fixture f(std::move(k));

  const auto d = f.conclude({good("link"), bad("names")});

  CHECK(named(d) == Strings{"no_names"});
  REQUIRE(d.rivals.size() == 1);
  CHECK(d.rivals[0].fault_id == "no_lookup");
  CHECK(d.rivals[0].probability + d.faults[0].probability < 1.001);
}

TEST_CASE("the strongest sign against the named fault is told") {
  Fixture f;
  f.k.finding("echo", 0.0005).link("silent", "echo", 0.6);
  auto odd = good("echo");

  const auto d = f.conclude({bad("sound"), odd});

  REQUIRE(named(d) == Strings{"silent"});
  REQUIRE(d.faults[0].evidence_against.size() == 1);
  CHECK(d.faults[0].evidence_against[0].finding_id == "echo");
}

TEST_CASE("a check-up without a complaint asks every gate") {
  Fixture f;

  CHECK(f.walk("").size() == 4);
  CHECK(f.walk("other").size() == 4);
  CHECK(f.walk("", {"web"}).size() == 4);
}

TEST_CASE("a gate waits for those that could block it, and is not asked then") {
  Fixture f;
  f.costs[0].seconds = 9;

  const auto asked = f.walk("");

  const auto place = [&](const char* id) {
    return std::find(asked.begin(), asked.end(), id) - asked.begin();
  };
  CHECK(place("link") < place("names"));
  CHECK(place("link") < place("web"));
  CHECK(f.walk("", {"link"}).size() == 2);
}

TEST_CASE("a gate waits for those whose fault could spare it") {
  Fixture f;
  f.k.knowledge.gates[3].spared_by = {"no_web"};
  f.costs[2].seconds = 9;

  const auto asked = f.walk("");

  CHECK(asked.back() == "sound");
  CHECK(f.walk("", {"web"}) == Strings(asked.begin(), asked.end() - 1));
}

TEST_CASE("gates that wait for each other are asked all the same") {
  Fixture f;
  f.k.knowledge.gates[3].spared_by = {"no_web"};
  f.k.knowledge.gates[2].spared_by = {"silent"};

  CHECK(f.walk("").size() == 4);
}

TEST_CASE("what costs nothing is asked first") {
  Fixture f;
  f.costs[3] = cost("sound", 0.1);

  CHECK(f.walk("").front() == "sound");
}

TEST_CASE("of two tests that tell as much the cheaper one is asked first") {
  Fixture f;
  f.costs[1].seconds = 3;

  CHECK(f.walk("") == Strings{"link", "web", "sound", "names"});
}

TEST_CASE("a test that is heard waits for those that are not") {
  Fixture f;
  f.costs[3].audible = true;

  CHECK(f.walk("").back() == "sound");
}

TEST_CASE("a complaint's own layer is asked first") {
  Fixture f;
  f.k.knowledge.suspicions = {{"no_sound", 5, {3}}};

  CHECK(f.walk("no_sound").front() == "sound");
  CHECK(f.walk("drops").front() == "link");
}

TEST_CASE("of what costs nothing the complaint's own layer comes first") {
  Fixture f;
  for (auto& one : f.costs)
    one = cost(one.probe_id.substr(6), 0.1);
  f.k.knowledge.suspicions = {{"no_sound", 5, {3}}};

  CHECK(f.walk("no_sound").front() == "sound");
  CHECK(f.walk("").front() == "link");
}

TEST_CASE("a test says which two faults it tells apart") {
  auto k = home();
  k.fault("deaf_router", 0.01).link("deaf_router", "link", 0.9);
  k.link("deaf_router", "names", 0.9);
  Fixture f(std::move(k));
  const Inference engine(f.k.knowledge, f.costs);

  const auto next = engine.next_test({{"probe.link",
                                       Judgement::could_not_tell,
                                       {{"link", Answer::present, ""}}},
                                      good("sound"),
                                      good("web")},
                                     "");

  CHECK(!next);  // no_link blocks
  const auto open =
      engine.next_test({bad("sound"), good("link"), good("web")}, "");
  REQUIRE(open);
  CHECK(open->separates == Strings{"no_names", "silent"});
}

TEST_CASE("with a complaint a ladder ends where its fault is sure") {
  Fixture f;
  f.k.knowledge.findings[1].leak = 1e-5;
  f.costs[2] = cost("web", 5);  // tells of two faults, but not so quickly

  CHECK(f.walk("drops", {"names"}) == Strings{"link", "names", "sound"});
  CHECK(f.walk("", {"names"}).size() == 4);
  f.k.knowledge.limits.sure = 1;
  CHECK(f.walk("drops", {"names"}).size() == 4);
}

TEST_CASE("with a complaint it ends too where rivals have the same remedy") {
  auto k = home();
  k.fault("no_lookup", 0.01, {"restart_router"});
  k.link("no_lookup", "names", 0.97);
  k.knowledge.findings[1].leak = 1e-5;
  Fixture f(std::move(k));

  const auto asked = f.walk("drops", {"names"});
  f.k.knowledge.faults[4].remedy_ids = {"call"};
  const auto other = f.walk("drops", {"names"});

  CHECK(asked == Strings{"link", "names", "sound"});
  CHECK(other.size() == 4);
}

TEST_CASE("with a complaint it ends when the budget is spent") {
  Fixture f;
  f.k.knowledge.limits.budget_s = 2;

  CHECK(f.walk("drops").size() == 2);
  CHECK(f.walk("").size() == 4);
}

TEST_CASE("with a complaint a test that can tell nothing is left out") {
  Fixture f;
  f.k.finding("weather", 0.3).gate("weather", "system", "silent");
  f.costs.push_back(cost("weather", 1));

  CHECK(f.walk("drops").size() == 4);
  CHECK(f.walk("").size() == 5);
}

TEST_CASE("the expected number of tests is that of the gates") {
  Fixture f;
  const Inference engine(f.k.knowledge, f.costs);

  CHECK(engine.next_test({}, "")->expected_tests == 4);
  CHECK(engine.next_test({bad("link")}, "")->expected_tests == 2);
}

TEST_CASE("knowledge without links is left to the gates") {
  Fixture f;
  f.k.knowledge.links.clear();

  CHECK(f.walk("") == Strings{"link", "names", "web", "sound"});
  const auto d = f.conclude({bad("names")});
  REQUIRE(named(d) == Strings{"no_names"});
  CHECK(d.faults[0].probability == 0.9);
}
