#include <catch2/catch.hpp>
#include <limits>

#include "tests/support/result_printer.hpp"
#include "tests/unit/agent/diagnosis/weighed_knowledge.hpp"

using namespace soundcheck::diagnosis;
using soundcheck::test::WeighedKnowledge;

namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

Knowledge sound() {
  WeighedKnowledge k;
  k.fault("A", 0.01).finding("a", 0.01).finding("b", 0.01);
  k.link("A", "a", 0.9).link("A", "b", 0.3).gate("a", "network", "A");
  return k.knowledge;
}

std::string problem_of(const Knowledge& knowledge) {
  const auto result = check(knowledge);
  return result ? "" : result.error().what;
}

}  // namespace

TEST_CASE("sound numbers are taken") {
  CHECK(problem_of(sound()).empty());
}

TEST_CASE("a link that leads nowhere is told") {
  auto k = sound();

  SECTION("to a finding") {
    k.links[1].finding = 2;
    CHECK(problem_of(k) ==
          "link of \"A\": leads to a finding that is not there");
  }
  SECTION("from a fault") {
    k.links[1].fault = 1;
    CHECK(problem_of(k) == "a link of a fault that is not there");
  }
}

TEST_CASE("a link that is there twice or out of order is told") {
  auto k = sound();
  k.links[1] = k.links[0];

  CHECK(problem_of(k) == "link of \"A\": to a is there twice or out of order");
}

TEST_CASE("a chance that is none is told by name") {
  auto k = sound();
  const double value = GENERATE(0.0, 1.0, -0.5, not_a_number);

  SECTION("of a link") {
    k.links[0].probability = value;
    CHECK(problem_of(k) == "link of \"A\": to a has no chance within 0..1");
  }
  SECTION("of a prior") {
    k.faults[0].prior = value;
    CHECK(problem_of(k) == "fault \"A\": its prior is outside 0..1");
  }
  SECTION("of a leak") {
    k.findings[1].leak = value;
    CHECK(problem_of(k) == "finding \"b\": its leak is outside 0..1");
  }
}

TEST_CASE("findings that need each other in a circle are told") {
  auto k = sound();
  k.findings[0].needs = {"b"};
  k.findings[1].needs = {"a"};

  CHECK(problem_of(k) == "finding \"a\": needs itself in a circle");
}

TEST_CASE("a need that nobody can answer is told") {
  auto k = sound();
  k.findings[0].needs = {"probe.z"};
  CHECK(problem_of(k) == "finding \"a\": needs the unknown probe.z");

  k.findings[0].needs = {"probe.a"};
  CHECK(problem_of(k).empty());
}

TEST_CASE("a suspicion of nothing or without measure is told") {
  auto k = sound();
  k.suspicions = {{"drops", 3, {1}}};
  CHECK(problem_of(k) ==
        "suspicion \"drops\": names a fault that is not there");

  k.suspicions = {{"drops", not_a_number, {0}}};
  CHECK(problem_of(k) ==
        "suspicion \"drops\": its factor is outside 0.01..100");
}

TEST_CASE("a calibration that falls is told") {
  auto k = sound();
  k.limits.calibration = {{0, 0.2}, {1, 0.1}};
  CHECK(problem_of(k) == "the calibration does not rise within 0..1");

  k.limits.calibration = {{0, 0}, {0, 1}};
  CHECK(problem_of(k) == "the calibration does not rise within 0..1");
  k.limits.calibration = {{0, 0}, {1, not_a_number}};
  CHECK(problem_of(k) == "the calibration does not rise within 0..1");
}

TEST_CASE("a limit that is none is told") {
  auto k = sound();
  k.limits.surprise = not_a_number;
  CHECK(problem_of(k) == "the limit of surprise is outside 0..1000");

  k = sound();
  k.limits.known_by = 1;
  CHECK(problem_of(k) ==
        "the chance by which a fault is known is outside 0..1");

  k = sound();
  k.limits.sure = 0.2;
  CHECK(problem_of(k) == "what counts as sure is outside 0.5..1");
}
