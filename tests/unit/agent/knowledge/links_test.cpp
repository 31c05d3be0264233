#include "agent/knowledge/compile/links.hpp"

#include <catch2/catch.hpp>
#include <optional>

#include "agent/knowledge/compile/compile.hpp"
#include "tests/support/result_printer.hpp"

using namespace soundcheck;
using namespace soundcheck::knowledge;

namespace {

/// cut (blocks) -> slow, on one ladder of two gates.
v1::KnowledgeBase two_gates() {
  v1::KnowledgeBase base;
  const auto fault = [&](const char* id, v1::Severity severity) {
    auto* added = base.add_faults();
    added->set_id(id);
    added->set_severity(severity);
    return added;
  };
  fault("cut", v1::SEVERITY_S1)->set_blocks(true);
  fault("loose", v1::SEVERITY_S2);
  fault("silent", v1::SEVERITY_S2);
  fault("slow", v1::SEVERITY_S3);
  for (const auto* id : {"no_carrier", "flapping", "no_answer", "late"})
    base.add_findings()->set_id(id);
  const auto gate = [&](const char* id) {
    auto* added = base.add_gates();
    added->set_id(id);
    added->set_ladder("network");
    return added;
  };
  const auto rule = [](v1::Gate* at, const char* finding, const char* named,
                       double probability) {
    auto* added = at->add_rules();
    added->set_finding_id(finding);
    added->set_fault_id(named);
    added->set_probability(probability);
  };
  auto* cable = gate("cable");
  rule(cable, "no_carrier", "cut", 0.95);
  rule(cable, "flapping", "loose", 0.8);
  auto* answer = gate("answer");
  rule(answer, "no_answer", "silent", 0.9);
  rule(answer, "late", "slow", 0.7);
  return base;
}

std::optional<double> chance(const v1::KnowledgeBase& base,
                             const std::string& fault,
                             const std::string& finding) {
  for (const auto& link : base.links()) {
    if (base.faults(static_cast<int>(link.fault())).id() == fault &&
        base.findings(static_cast<int>(link.finding())).id() == finding)
      return link.per_mille() / 1000.0;
  }
  return std::nullopt;
}

v1::KnowledgeBase linked(std::vector<WrittenLink> written = {}) {
  auto base = two_gates();
  add_links(base, written);
  return base;
}

}  // namespace

TEST_CASE("a rule makes a link, the stronger the less it can be missing") {
  const auto base = linked();

  CHECK(chance(base, "cut", "no_carrier") == 0.998);
  CHECK(chance(base, "silent", "no_answer") == 0.998);
  CHECK(chance(base, "slow", "late") == 0.95);
}

TEST_CASE("of two signs of a fault one may be missing") {
  auto base = two_gates();
  auto* rule = base.mutable_gates(1)->add_rules();
  rule->set_finding_id("flapping");
  rule->set_fault_id("silent");
  rule->set_probability(0.9);
  add_links(base, {});

  CHECK(chance(base, "silent", "no_answer") == 0.75);
  CHECK(chance(base, "silent", "flapping") == 0.75);
}

TEST_CASE("the order of a gate's rules makes weak links") {
  const auto base = linked();

  CHECK(chance(base, "silent", "late") == 0.1);
  CHECK(!chance(base, "slow", "no_answer"));
}

TEST_CASE("a fault that blocks shows the grave signs of later gates") {
  const auto base = linked();

  CHECK(chance(base, "cut", "no_answer") == 0.1);
  CHECK(!chance(base, "cut", "late"));  // not grave
  CHECK(!chance(base, "loose", "no_answer"));
}

TEST_CASE("what a fault explains is linked to it") {
  auto base = two_gates();
  base.mutable_faults(1)->add_explains("late");
  add_links(base, {});

  CHECK(chance(base, "loose", "late") == 0.3);
}

TEST_CASE("what is written stands, also that there is no link") {
  const auto base = linked({{"silent", "no_answer", 0.85},
                            {"silent", "late", 0},
                            {"slow", "flapping", 0.3}});

  CHECK(chance(base, "silent", "no_answer") == 0.85);
  CHECK(!chance(base, "silent", "late"));
  CHECK(chance(base, "slow", "flapping") == 0.3);
}

TEST_CASE("a leak is such that the lone sign is worth what its rule says") {
  const auto base = linked();

  // Of late: slow alone, or the leak; silent could show it but is ruled out.
  const double slow = 0.01 / 0.99 * 0.95;
  const double silent = 0.006 / 0.994 * 0.002 * 0.1;
  CHECK(base.findings(3).leak() == Approx(slow * 0.3 / 0.7 - silent));
  auto written = two_gates();
  written.mutable_findings(3)->set_leak(0.2);
  add_links(written, {});
  CHECK(written.findings(3).leak() == 0.2);
}

TEST_CASE("a suspicion of a layer is one of its faults") {
  auto base = two_gates();
  base.mutable_faults(2)->set_layer(v1::LAYER_AUDIO);
  base.mutable_faults(3)->set_layer(v1::LAYER_WIFI);

  add_suspicions(base, {{"no_sound", 4, {"cut"}, {"audio"}}});

  REQUIRE(base.suspicions_size() == 1);
  CHECK(base.suspicions(0).when() == "no_sound");
  REQUIRE(base.suspicions(0).faults_size() == 2);
  CHECK(base.suspicions(0).faults(0) == 0);
  CHECK(base.suspicions(0).faults(1) == 2);
}

namespace {

std::string problem_of(const std::string& text) {
  const auto bytes = compile({{"w.toml", "version = 1\n" + text}});
  return bytes ? "" : bytes.error().what;
}

}  // namespace

TEST_CASE("what is wrong with weights is told with file and line") {
  CHECK(problem_of("[[weights]]\nfault = \"x\"\noften = [\"y\"]\n") ==
        "w.toml:3: weights[0].fault: unknown fault \"x\"\n"
        "w.toml:4: weights[0].often: unknown finding \"y\"");
  CHECK(problem_of("[[weights]]\nfault = \"x\"\nprior = \"seldom\"\n")
            .find("w.toml:4: weights[0].prior: must be one of \"common\", "
                  "\"uncommon\", \"rare\", \"very_rare\"") !=
        std::string::npos);
  CHECK(problem_of("[[weights]]\nfault = \"x\"\nprior = 1.5\n")
            .find("w.toml:4: weights[0].prior: must be a number from 1e-05 to "
                  "0.99") != std::string::npos);
  CHECK(problem_of("[[weights]]\nfault = \"x\"\noften = [\"y\"]\n"
                   "rarely = [\"y\"]\n")
            .find("w.toml:5: weights[0].rarely: y is linked already") !=
        std::string::npos);
}

TEST_CASE("what is wrong with suspicions and limits is told") {
  CHECK(problem_of("[[suspicion]]\nwhen = \"rain\"\nfactor = 2\n"
                   "layers = [\"roof\"]\n") ==
        "w.toml:3: suspicion[0].when: is neither a complaint nor a "
        "circumstance\n"
        "w.toml:5: suspicion[0].layers: \"roof\" is no layer");
  CHECK(problem_of("[unknown]\nsurprise = 4\n") ==
        "w.toml:2: unknown.origin: is missing");
  CHECK(problem_of("[unknown]\nknown_by = 1.5\n") ==
        "w.toml:3: unknown.known_by: must be a number from 0.01 to 0.99");
  CHECK(problem_of("[calibration]\norigin = \"o\"\npoint = [{ computed = 0.5, "
                   "found = 0.5 }, { computed = 0.4, found = 0.6 }]\n") ==
        "w.toml:4: calibration.point[1].computed: does not rise");
}
