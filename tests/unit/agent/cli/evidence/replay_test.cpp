#include "agent/cli/evidence/replay.hpp"

#include <catch2/catch.hpp>

#include "agent/diagnosis/inference.hpp"
#include "tests/unit/agent/diagnosis/weighed_knowledge.hpp"

using namespace soundcheck;
using namespace soundcheck::diagnosis;
using cli::RecordedDiagnosis;
using cli::replay;

namespace {

Knowledge two_faults() {
  test::WeighedKnowledge k;
  k.fault("A", 0.01).fault("B", 0.01).finding("a", 0.001).finding("b", 0.02);
  k.link("A", "a", 0.9).link("A", "b", 0.3).link("B", "b", 0.6);
  k.gate("a", "network", "A").gate("b", "audio", "B");
  k.knowledge.hash = "abc";
  return k.knowledge;
}

RecordedDiagnosis recorded(const Knowledge& knowledge) {
  RecordedDiagnosis recorded;
  recorded.knowledge_hash = "abc";
  recorded.evidence = {
      {"probe.a", Judgement::failed, {{"a", Answer::present, ""}}},
      {"probe.b", Judgement::failed, {{"b", Answer::present, ""}}}};
  recorded.concluded =
      Inference(knowledge, {}).conclude(recorded.evidence, recorded.question);
  return recorded;
}

}  // namespace

TEST_CASE("the same evidence and knowledge come to the same") {
  const auto knowledge = two_faults();

  const auto again = replay(recorded(knowledge), knowledge);

  CHECK(again.same_knowledge);
  CHECK(again.differences.empty());
  CHECK(again.diagnosis.faults.at(0).fault_id == "A");
}

TEST_CASE("other knowledge is told, and what it changes") {
  auto knowledge = two_faults();
  const auto before = recorded(knowledge);
  knowledge.hash = "def";

  CHECK(!replay(before, knowledge).same_knowledge);
  CHECK(replay(before, knowledge).differences.empty());

  knowledge.links[0].probability = 0.5;
  const auto after = replay(before, knowledge);
  REQUIRE(!after.differences.empty());
  CHECK(after.differences[0].starts_with("faults: A is 0."));
}

TEST_CASE("another fault than the one kept is told by name") {
  const auto knowledge = two_faults();
  auto before = recorded(knowledge);
  before.concluded.faults[0].fault_id = "Z";

  const auto after = replay(before, knowledge);

  REQUIRE(after.differences.size() == 1);
  CHECK(after.differences[0] == "faults: A, then Z");
}
