#include "agent/cli/remedy.hpp"

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>
#include <sstream>

using namespace soundcheck;
using namespace soundcheck::cli;

namespace {

v1::RemedyResult result(v1::RemedyOutcome outcome,
                        v1::Outcome after = v1::OUTCOME_UNSPECIFIED) {
  v1::RemedyResult made;
  made.set_remedy_id("set_clock");
  made.set_outcome(outcome);
  if (after != v1::OUTCOME_UNSPECIFIED)
    made.add_confirmed()->set_outcome(after);
  return made;
}

diagnosis::Knowledge knowledge() {
  diagnosis::Knowledge known;
  diagnosis::Remedy remedy{};
  remedy.id = "set_clock";
  remedy.title = {"Set the clock", "校准时钟"};
  remedy.consent_class = "repair";
  remedy.confirming_probe = "system.clock";
  remedy.action = "resync_clock";
  known.remedies.push_back(remedy);
  return known;
}

std::string printed(const v1::RemedyResult& one, Language language) {
  std::ostringstream out;
  print_remedy(out, one, language);
  return out.str();
}

}  // namespace

TEST_CASE("the exit status tells whether a remedy helped") {
  CHECK(exit_of(result(v1::REMEDY_OUTCOME_HEALED)) == Exit::good);
  CHECK(exit_of(result(v1::REMEDY_OUTCOME_UNCHANGED, v1::OUTCOME_PASSED)) ==
        Exit::good);
  CHECK(exit_of(result(v1::REMEDY_OUTCOME_UNCHANGED, v1::OUTCOME_FAILED)) ==
        Exit::bad);
  CHECK(exit_of(result(v1::REMEDY_OUTCOME_WORSE)) == Exit::bad);
  CHECK(exit_of(result(v1::REMEDY_OUTCOME_FAILED)) == Exit::could_not_tell);
  CHECK(exit_of(result(v1::REMEDY_OUTCOME_NOT_SUPPORTED)) ==
        Exit::could_not_tell);
  CHECK(exit_of(result(static_cast<v1::RemedyOutcome>(99))) ==
        Exit::could_not_tell);
}

TEST_CASE("what became of a remedy is told in both languages") {
  auto worse = result(v1::REMEDY_OUTCOME_WORSE);
  worse.set_undone(true);
  worse.set_detail("back in 1970\x1b[2J");

  CHECK(printed(worse, Language::en) ==
        "set_clock: made things worse, and was undone: back in 1970?[2J\n");
  CHECK(printed(worse, Language::zh) ==
        "set_clock：情况变差，已恢复原状：back in 1970?[2J\n");
}

TEST_CASE("the list of remedies has texts where the knowledge base is read") {
  v1::HealthReport report;
  *report.add_remedies() = result(v1::REMEDY_OUTCOME_UNSPECIFIED);
  const auto known = knowledge();
  std::ostringstream with, without;

  print_remedies(with, report, &known, Language::en);
  print_remedies(without, report, nullptr, Language::en);

  CHECK(with.str() ==
        "set_clock  (repair)  Set the clock\n    can be applied\n");
  CHECK(without.str() == "set_clock\n    can be applied\n");
}

TEST_CASE("the document of a list has what the knowledge base knows") {
  v1::HealthReport report;
  *report.add_remedies() = result(v1::REMEDY_OUTCOME_UNSPECIFIED);
  const auto known = knowledge();

  const auto document =
      boost::json::parse(json_of_remedies(report, &known)).as_object();

  const auto& one = document.at("remedies").as_array().at(0).as_object();
  CHECK(one.at("outcome").is_null());
  CHECK(one.at("action") == "resync_clock");
  CHECK(one.at("title").as_object().at("zh") == "校准时钟");
}

TEST_CASE("the document of a result has both answers of the probe") {
  auto healed = result(v1::REMEDY_OUTCOME_HEALED, v1::OUTCOME_FAILED);
  healed.add_confirmed()->set_outcome(v1::OUTCOME_PASSED);

  const auto document = boost::json::parse(json_of(healed)).as_object();

  const auto& one = document.at("remedy").as_object();
  CHECK(one.at("outcome") == "healed");
  const auto& confirmed = one.at("confirmed").as_array();
  REQUIRE(confirmed.size() == 2);
  CHECK(confirmed[1].as_object().at("outcome") == "passed");
}
