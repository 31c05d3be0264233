#include "agent/cli/evidence/recorded_diagnosis.hpp"

#include <catch2/catch.hpp>

#include "tests/support/result_printer.hpp"

using namespace soundcheck;
using namespace soundcheck::diagnosis;
using cli::parse_recorded_diagnosis;

namespace {

const std::string whole = R"({
  "diagnosis": {"status": "fault", "complaint": "drops",
    "circumstances": ["just_moved"], "knowledge_hash": "abc",
    "faults": [{"fault_id": "A", "probability": 0.9}],
    "rivals": [{"fault_id": "B", "probability": 0.08}],
    "would_change": null, "surprise": -0.25, "duration_ms": 9250},
  "results": [
    {"probe_id": "p.one", "outcome": "failed", "findings": [
       {"id": "a", "presence": "present", "evidence": "seen"},
       {"id": "b", "presence": "absent", "evidence": "", "confidence": 0.1},
       {"id": "c", "presence": "unknown", "evidence": ""}],
     "started_monotonic_ms": 1000, "duration_ms": 500},
    {"probe_id": "p.two", "outcome": "inconclusive", "findings": [],
     "started_monotonic_ms": 9000, "duration_ms": 1000}],
  "more_results": [{"probe_id": "p.three", "outcome": "passed"}],
  "truth": ["A"]})";

std::string problem_of(std::string from, const std::string& to) {
  auto text = whole;
  const auto at = text.find(from);
  REQUIRE(at != text.npos);
  const auto recorded =
      parse_recorded_diagnosis(text.replace(at, from.size(), to));
  return recorded ? "" : recorded.error().what;
}

}  // namespace

TEST_CASE("a diagnosis is read with all it was made from") {
  const auto recorded = parse_recorded_diagnosis(whole);

  REQUIRE(recorded);
  CHECK(recorded->knowledge_hash == "abc");
  CHECK(recorded->question.complaint == "drops");
  CHECK(recorded->question.circumstances ==
        std::vector<std::string>{"just_moved"});
  REQUIRE(recorded->evidence.size() == 2);
  const auto& one = recorded->evidence[0];
  CHECK(one.judgement == Judgement::failed);
  CHECK(one.age_s == 8);  // ended at 1.5 s, the last at 10 s
  CHECK(one.findings.at(0).answer == Answer::present);
  CHECK(one.findings[0].text == "seen");
  CHECK(!one.findings[0].probability);
  CHECK(one.findings.at(1).probability == 0.1);
  CHECK(one.findings.at(2).answer == Answer::unknown);
  CHECK(recorded->evidence[1].judgement == Judgement::could_not_tell);
  CHECK(recorded->concluded.status == Status::fault);
  CHECK(recorded->concluded.faults.at(0).fault_id == "A");
  CHECK(recorded->concluded.rivals.at(0).probability == Approx(0.08));
  CHECK(recorded->concluded.surprise == Approx(-0.25));
  CHECK(recorded->more.at(0).probe_id == "p.three");
  CHECK(recorded->took_s == Approx(9.25));
  CHECK(recorded->seconds.at(0) == Approx(0.5));
  CHECK(recorded->truth == std::vector<std::string>{"A"});
}

TEST_CASE("what is wrong is told with its place") {
  CHECK(problem_of("\"outcome\": \"failed\"", "\"outcome\": \"bad\"") ==
        "results[0].outcome: is no outcome");
  CHECK(problem_of("\"presence\": \"absent\"", "\"presence\": 3") ==
        "results[0].findings[1].presence: must be a text");
  CHECK(problem_of("\"confidence\": 0.1", "\"confidence\": \"half\"") ==
        "results[0].findings[1].confidence: must be a number");
  CHECK(problem_of("\"knowledge_hash\": \"abc\",", "") ==
        "diagnosis.knowledge_hash: is missing");
  CHECK(problem_of("\"results\":", "\"result\":") == "results: is missing");
  CHECK(problem_of("\"truth\": [\"A\"]", "\"truth\": \"A\"") ==
        "truth: must be a list of at most 1000");
  CHECK(problem_of("{", "") == "is not JSON");
}

TEST_CASE("every truncation is refused") {
  for (std::size_t size = 0; size < whole.size(); size += 11)
    CHECK(!parse_recorded_diagnosis(whole.substr(0, size)));
}
