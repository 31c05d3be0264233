#include "probes/findings.hpp"

#include <catch2/catch.hpp>

using namespace soundcheck;

TEST_CASE("evidence is cut to 200 bytes between two characters") {
  const auto text = std::string(196, 'x') + "\xe9\x9f\xb3" + "tail";

  CHECK(judged("a.b", true, text).evidence == std::string(196, 'x') + "...");
  CHECK(unknown_finding("a.b", std::string(200, 'y')).evidence ==
        std::string(200, 'y'));
}

TEST_CASE("a judgement is present or absent, never unknown") {
  CHECK(judged("a.b", true, "").presence == Presence::present);
  CHECK(judged("a.b", false, "").presence == Presence::absent);
  CHECK(unknown_finding("a.b", "").presence == Presence::unknown);
}

TEST_CASE("a present finding fails, an unknown one is inconclusive") {
  const auto yes = judged("a", true, "");
  const auto no = judged("b", false, "");
  const auto unclear = unknown_finding("c", "");

  CHECK(outcome_of({no, unclear, yes}) == Outcome::failed);
  CHECK(outcome_of({no, unclear}) == Outcome::inconclusive);
  CHECK(outcome_of({no, unclear}, {"c"}) == Outcome::passed);
  CHECK(outcome_of({no}) == Outcome::passed);
}

TEST_CASE("of several things a bad one counts before an unclear one") {
  Sightings seen;
  CHECK(seen.finding("a", " (limit 5)", "none").presence == Presence::unknown);
  CHECK(seen.finding("a", " (limit 5)", "none").evidence == "none");

  seen.fine("one");
  seen.fine("two");
  CHECK(seen.finding("a", " (limit 5)", "none").presence == Presence::absent);
  CHECK(seen.finding("a", " (limit 5)", "none").evidence ==
        "one, two (limit 5)");

  seen.unclear("three");
  CHECK(seen.finding("a", " (limit 5)", "none").presence == Presence::unknown);
  CHECK(seen.finding("a", " (limit 5)", "none").evidence == "three");

  seen.bad("four");
  CHECK(seen.finding("a", " (limit 5)", "none").presence == Presence::present);
  CHECK(seen.finding("a", " (limit 5)", "none").evidence == "four (limit 5)");
}

TEST_CASE("evidence is joined by presence") {
  const std::vector<Finding> findings = {judged("a", true, "one"),
                                         judged("b", false, "two"),
                                         judged("c", true, "three")};

  CHECK(evidence_of(findings, Presence::present) == "one; three");
  CHECK(evidence_of(findings, Presence::unknown) == "");
}

TEST_CASE("a number for people is rounded and survives the absurd") {
  CHECK(decimal(12.345) == "12.3");
  CHECK(decimal(-0.5, 0) == "-0");
  CHECK(decimal(1e300) == "a huge number");
}

TEST_CASE("a measurement of one of several has a plain name") {
  CHECK(measurement_name("available", "/") == "available_root");
  CHECK(measurement_name("available", "/data/My Media") ==
        "available_data_my_media");
  CHECK(measurement_name("temperature", "cpu-thermal") ==
        "temperature_cpu_thermal");
}
