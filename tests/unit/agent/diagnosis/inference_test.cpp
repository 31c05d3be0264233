// What is concluded from evidence.
#include <catch2/catch.hpp>

#include "tests/unit/agent/diagnosis/home_knowledge.hpp"

using namespace soundcheck::diagnosis;
using namespace soundcheck::test;

TEST_CASE("a fault is named with its probability, code and remedies") {
  HomeKnowledge f;

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
  HomeKnowledge f;

  const auto d = f.conclude({good("link"), bad("names"), bad("sound")});

  CHECK(named(d) == Strings{"silent", "no_names"});  // the surer one first
}

TEST_CASE("what a named fault brings along is no second fault") {
  HomeKnowledge f;

  const auto d = f.conclude({good("link"), bad("names"), bad("web")});

  CHECK(named(d) == Strings{"no_names"});
  CHECK(d.faults[0].evidence_for.size() == 2);
}

TEST_CASE("what shows behind a fault that blocks is no evidence") {
  HomeKnowledge f;
  const auto alone = f.conclude({bad("link")});

  const auto d = f.conclude({bad("web"), bad("names"), bad("link")});

  CHECK(named(d) == Strings{"no_link"});
  CHECK(d.faults[0].probability == alone.faults[0].probability);
}

TEST_CASE("what could not be asked below is suspected from what fails above") {
  HomeKnowledge f;

  const auto d =
      f.conclude({{"probe.link", Judgement::could_not_tell, {}}, bad("names")});

  CHECK(named(d) == Strings{"no_names"});
  REQUIRE(d.rivals.size() == 1);
  CHECK(d.rivals[0].fault_id == "no_link");
  CHECK(d.would_change == "probe.link");
}

TEST_CASE("an answer whose need failed is no answer") {
  HomeKnowledge f;
  f.k.knowledge.findings[3].needs = {"probe.web"};

  CHECK(named(f.conclude({bad("web"), bad("sound")})) == Strings{"no_web"});
  CHECK(named(f.conclude({good("web"), bad("sound")})) == Strings{"silent"});
  f.k.knowledge.findings[3].needs = {"web"};
  CHECK(named(f.conclude({bad("web"), bad("sound")})) == Strings{"no_web"});
}

TEST_CASE("an answer that is too old is no answer") {
  HomeKnowledge f;
  f.k.knowledge.findings[3].ttl_s = 60;
  auto sound = bad("sound");

  sound.age_s = 60;
  CHECK(named(f.conclude({sound})) == Strings{"silent"});
  sound.age_s = 61;
  CHECK(named(f.conclude({sound})).empty());
}

TEST_CASE("a probe that is not sure speaks more quietly") {
  HomeKnowledge f;
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
  HomeKnowledge f;
  const std::vector<ProbeEvidence> all = {good("link"), good("names"),
                                          good("web"), good("sound")};

  CHECK(f.conclude(all).status == Status::no_fault);
  CHECK(f.conclude({all[0]}).status == Status::incomplete);
  CHECK(f.conclude({}).status == Status::incomplete);
  CHECK(f.conclude({}).not_measured.size() == 4);
}

TEST_CASE("evidence that no known fault explains is an unknown fault") {
  HomeKnowledge f;
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
  HomeKnowledge f;
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
  HomeKnowledge f(std::move(k));

  const auto d = f.conclude({good("link"), bad("names")});

  CHECK(named(d) == Strings{"no_names"});
  REQUIRE(d.rivals.size() == 1);
  CHECK(d.rivals[0].fault_id == "no_lookup");
  CHECK(d.rivals[0].probability + d.faults[0].probability < 1.001);
}

TEST_CASE("the strongest sign against the named fault is told") {
  HomeKnowledge f;
  f.k.finding("echo", 0.0005).link("silent", "echo", 0.6);
  auto odd = good("echo");

  const auto d = f.conclude({bad("sound"), odd});

  REQUIRE(named(d) == Strings{"silent"});
  REQUIRE(d.faults[0].evidence_against.size() == 1);
  CHECK(d.faults[0].evidence_against[0].finding_id == "echo");
}

TEST_CASE("knowledge without links is left to the gates") {
  HomeKnowledge f;
  f.k.knowledge.links.clear();

  CHECK(f.walk("") == Strings{"link", "names", "web", "sound"});
  const auto d = f.conclude({bad("names")});
  REQUIRE(named(d) == Strings{"no_names"});
  CHECK(d.faults[0].probability == 0.9);
}
