// Which test is asked next, and when it is enough.
#include <catch2/catch.hpp>

#include "tests/unit/agent/diagnosis/home_knowledge.hpp"

using namespace soundcheck::diagnosis;
using namespace soundcheck::test;

TEST_CASE("a check-up without a complaint asks every gate") {
  HomeKnowledge f;

  CHECK(f.walk("").size() == 4);
  CHECK(f.walk("other").size() == 4);
  CHECK(f.walk("", {"web"}).size() == 4);
}

TEST_CASE("a gate waits for those that could block it, and is not asked then") {
  HomeKnowledge f;
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
  HomeKnowledge f;
  f.k.knowledge.gates[3].spared_by = {"no_web"};
  f.costs[2].seconds = 9;

  const auto asked = f.walk("");

  CHECK(asked.back() == "sound");
  CHECK(f.walk("", {"web"}) == Strings(asked.begin(), asked.end() - 1));
}

TEST_CASE("gates that wait for each other are asked all the same") {
  HomeKnowledge f;
  f.k.knowledge.gates[3].spared_by = {"no_web"};
  f.k.knowledge.gates[2].spared_by = {"silent"};

  CHECK(f.walk("").size() == 4);
}

TEST_CASE("what costs nothing is asked first") {
  HomeKnowledge f;
  f.costs[3] = cost("sound", 0.1);

  CHECK(f.walk("").front() == "sound");
}

TEST_CASE("of two tests that tell as much the cheaper one is asked first") {
  HomeKnowledge f;
  f.costs[1].seconds = 3;

  CHECK(f.walk("") == Strings{"link", "web", "sound", "names"});
}

TEST_CASE("a test that is heard waits for those that are not") {
  HomeKnowledge f;
  f.costs[3].audible = true;

  CHECK(f.walk("").back() == "sound");
}

TEST_CASE("a complaint's own layer is asked first") {
  HomeKnowledge f;
  f.k.knowledge.suspicions = {{"no_sound", 5, {3}}};

  CHECK(f.walk("no_sound").front() == "sound");
  CHECK(f.walk("drops").front() == "link");
}

TEST_CASE("of what costs nothing the complaint's own layer comes first") {
  HomeKnowledge f;
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
  HomeKnowledge f(std::move(k));
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
  HomeKnowledge f;
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
  HomeKnowledge f(std::move(k));

  const auto asked = f.walk("drops", {"names"});
  f.k.knowledge.faults[4].remedy_ids = {"call"};
  const auto other = f.walk("drops", {"names"});

  CHECK(asked == Strings{"link", "names", "sound"});
  CHECK(other.size() == 4);
}

TEST_CASE("with a complaint it ends when the budget is spent") {
  HomeKnowledge f;
  f.k.knowledge.limits.budget_s = 2;

  CHECK(f.walk("drops").size() == 2);
  CHECK(f.walk("").size() == 4);
}

TEST_CASE("with a complaint a test that can tell nothing is left out") {
  HomeKnowledge f;
  f.k.finding("weather", 0.3).gate("weather", "system", "silent");
  f.costs.push_back(cost("weather", 1));

  CHECK(f.walk("drops").size() == 4);
  CHECK(f.walk("").size() == 5);
}

TEST_CASE("the expected number of tests is that of the gates") {
  HomeKnowledge f;
  const Inference engine(f.k.knowledge, f.costs);

  CHECK(engine.next_test({}, "")->expected_tests == 4);
  CHECK(engine.next_test({bad("link")}, "")->expected_tests == 2);
}
