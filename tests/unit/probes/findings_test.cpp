#include "probes/findings.hpp"

#include <catch2/catch.hpp>

using namespace soundcheck;

TEST_CASE("evidence is cut to 200 bytes between two characters") {
  const auto text = std::string(196, 'x') + "\xe9\x9f\xb3" + "tail";

  const auto finding = present("a.b", text);

  CHECK(finding.evidence == std::string(196, 'x') + "...");
  CHECK(absent("a.b", std::string(200, 'y')).evidence == std::string(200, 'y'));
}

TEST_CASE("a judgement is present or absent, never unknown") {
  CHECK(judged("a.b", true, "").presence == Presence::present);
  CHECK(judged("a.b", false, "").presence == Presence::absent);
  CHECK(unknown("a.b", "").presence == Presence::unknown);
}

TEST_CASE("only present findings make a failed probe's summary") {
  const std::vector<Finding> findings = {
      present("a", "one"), absent("b", "two"), present("c", "three")};

  CHECK(any_present(findings));
  CHECK(present_evidence(findings) == "one; three");
  CHECK(!any_present({absent("a", ""), unknown("b", "")}));
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
