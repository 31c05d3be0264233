#include <catch2/catch.hpp>
#include <cmath>

#include "cloud-sim/cases/evidence.hpp"
#include "tests/unit/cloud-sim/case_scene.hpp"

using namespace soundcheck;
using namespace soundcheck::cloud;
using namespace soundcheck::cloud::test;

namespace {

Judgement judged(const std::vector<v1::ProbeResult>& results,
                 const std::optional<v1::Diagnosis>& diagnosis = {},
                 const std::string& remedy = {}) {
  const FaultCatalog catalog(small_base());
  return judge("dns", *catalog.find("dns"), remedy, results, diagnosis);
}

const auto passed = v1::OUTCOME_PASSED;
const auto failed = v1::OUTCOME_FAILED;

}  // namespace

TEST_CASE("a fault that is only not named any more is not cured") {
  CHECK(judged({}, healthy()).meaning == Meaning::nothing);
  CHECK(judged({result_of("wifi.link", passed)}, healthy()).meaning ==
        Meaning::nothing);
  CHECK(judged({result_of("network.dns", v1::OUTCOME_INCONCLUSIVE)}, healthy())
            .meaning == Meaning::nothing);
}

TEST_CASE("a confirming test that passed cures, with a diagnosis or without") {
  const auto with = judged({result_of("network.dns", passed)}, healthy());
  const auto alone = judged({result_of("network.dns", passed)});

  CHECK(with.meaning == Meaning::cured);
  CHECK(with.probe_id == "network.dns");
  CHECK(alone.meaning == Meaning::cured);
}

TEST_CASE("a diagnosis that names the fault outweighs a test that passed") {
  CHECK(
      judged({result_of("network.dns", passed)}, diagnosis_of("dns")).meaning ==
      Meaning::present);
  CHECK(
      judged({result_of("network.dns", passed)}, diagnosis_of("mic")).meaning ==
      Meaning::cured);
}

TEST_CASE("one confirming test that failed says that the fault is there") {
  const auto found = judged({result_of("network.dns", passed),
                             result_of("network.internet", failed)});

  CHECK(found.meaning == Meaning::not_cured);
  CHECK(found.probe_id == "network.internet");
}

TEST_CASE("the test of the remedy that was given is the one that counts") {
  const std::vector<v1::ProbeResult> results{
      result_of("network.dns", passed), result_of("network.internet", failed)};

  CHECK(judged(results, {}, "restart_router").meaning == Meaning::cured);
  CHECK(judged(results, {}, "call_provider").meaning == Meaning::not_cured);
  CHECK(judged({results[0]}, {}, "call_provider").meaning == Meaning::nothing);
}

TEST_CASE("the first fault is named, others if they are likely") {
  auto diagnosis = diagnosis_of("dns", 0.3);
  auto add = [&](const char* id, double probability) {
    diagnosis.add_faults()->set_fault_id(id);
    diagnosis.mutable_faults(diagnosis.faults_size() - 1)
        ->set_probability(probability);
  };
  add("mic", 0.5);
  add("weak", 0.49);
  add("", 0.9);
  add("slot", std::nan(""));

  const auto named = named_faults(diagnosis);

  REQUIRE(named.size() == 2);
  CHECK(named[0].id == "dns");
  CHECK(named[1].id == "mic");
  diagnosis.set_status(v1::DIAGNOSIS_STATUS_UNKNOWN_FAULT);
  CHECK(named_faults(diagnosis).empty());
}

TEST_CASE("a fault's queue follows from who can help and how grave it is") {
  const FaultCatalog catalog(small_base());

  CHECK(catalog.find("dns")->level == "l1");
  CHECK(catalog.find("mic")->level == "l2");
  CHECK(catalog.find("slot")->level == "l2");
  CHECK(catalog.find("dns")->alarming);
  CHECK(catalog.find("mic")->alarming);
  CHECK_FALSE(catalog.find("weak")->alarming);
  CHECK(catalog.find("dns")->layer == "network");
  CHECK(catalog.find("dns")->severity == "s1");
  CHECK(catalog.find("other") == nullptr);
}
