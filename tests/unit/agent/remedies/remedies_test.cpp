// What a remedy does and what is said of it.
#include "tests/unit/agent/remedies/remedies_fixture.hpp"

using namespace soundcheck;
using namespace soundcheck::remedies;
using namespace soundcheck::remedies::test;

TEST_CASE("R27: a remedy counts when the confirming probe passes") {
  Speaker speaker;

  const auto result = speaker.apply();

  CHECK(result.outcome() == v1::REMEDY_OUTCOME_HEALED);
  CHECK(result.fault_id() == "net.no_address");
  CHECK_FALSE(result.automatic());
  REQUIRE(result.confirmed_size() == 2);
  CHECK(result.confirmed(0).outcome() == v1::OUTCOME_FAILED);
  CHECK(result.confirmed(1).outcome() == v1::OUTCOME_PASSED);
  CHECK(result.detail() == "there is an address");
  CHECK(speaker.repairs.done == Done{"renew_lease"});
  REQUIRE(speaker.kept.size() == 1);
  CHECK(speaker.kept[0].outcome() == v1::REMEDY_OUTCOME_HEALED);
}

TEST_CASE("what did not help is told as unchanged") {
  Speaker speaker;
  speaker.repairs.then = bad();

  CHECK(speaker.apply().outcome() == v1::REMEDY_OUTCOME_UNCHANGED);
  CHECK(speaker.repairs.done == Done{"renew_lease"});
}

TEST_CASE("R27: what makes things worse is undone and told") {
  Speaker speaker;
  speaker.repairs.then = bad({"network.no_address", "network.no_carrier"});

  const auto result = speaker.apply();

  CHECK(result.outcome() == v1::REMEDY_OUTCOME_WORSE);
  CHECK(result.undone());
  CHECK(speaker.repairs.done == Done{"renew_lease", "undo renew_lease"});
}

TEST_CASE("a command that fails is a failure, whatever the probe says") {
  Speaker speaker;
  speaker.repairs.answer = Error(Errc::io, "exit status 3: no such lease");

  const auto result = speaker.apply();

  CHECK(result.outcome() == v1::REMEDY_OUTCOME_FAILED);
  CHECK(result.detail() == "exit status 3: no such lease");
  CHECK(result.confirmed_size() == 2);
}

TEST_CASE("what the board cannot do is not tried, and why is told") {
  Speaker speaker;
  speaker.repairs.why_not = "remedies.renew_lease names no program";

  const auto result = speaker.apply();

  CHECK(result.outcome() == v1::REMEDY_OUTCOME_NOT_SUPPORTED);
  CHECK(result.detail() == "remedies.renew_lease names no program");
  CHECK(speaker.repairs.done.empty());
  CHECK(speaker.kept.empty());
}

TEST_CASE("an action of a newer knowledge base is not supported") {
  Speaker speaker;

  CHECK(speaker.apply("charm").detail() ==
        "this agent does not know the action \"sing\"");
}

TEST_CASE("a service is restarted by the name that the board knows") {
  Speaker speaker;

  speaker.apply("reset_service");

  CHECK(speaker.repairs.done == Done{"restart_service updater"});
}

TEST_CASE("R27: the fourth remedy of a day is refused, also after a restart") {
  Speaker speaker;
  for (int i = 0; i < 3; ++i)
    speaker.apply();
  speaker.start();

  const auto result = speaker.apply();

  CHECK(result.outcome() == v1::REMEDY_OUTCOME_FAILED);
  CHECK(result.detail() ==
        "3 remedies were tried within a day, the policy allows no more");
  CHECK(speaker.repairs.done.size() == 3);
}

TEST_CASE("R27: one thing is done at a time") {
  Speaker speaker;
  v1::RemedyResult second;
  speaker.repairs.while_acting = [&] { second = speaker.apply(); };

  CHECK(speaker.apply().outcome() == v1::REMEDY_OUTCOME_HEALED);

  CHECK(second.outcome() == v1::REMEDY_OUTCOME_FAILED);
  CHECK(second.detail() == "another remedy is at work");
}

TEST_CASE("the steps tell of before, acting and after") {
  Speaker speaker;
  std::vector<std::string> told;
  const Watch watch = [&told](const Step& step) {
    told.push_back(std::to_string(step.index) +
                   (step.finished ? " finished" : " " + step.text));
  };

  speaker.apply("renew_address", watch);

  CHECK(told == std::vector<std::string>{"0 ", "0 finished",
                                         "1 acting: renew_lease", "1 ",
                                         "1 finished"});
}

TEST_CASE("the list says what is possible and what became of it") {
  Speaker speaker;
  speaker.apply();

  const auto list = speaker.remedies->list();

  REQUIRE(list.size() == 4);
  CHECK(list[0].remedy_id() == "renew_address");
  CHECK(list[0].outcome() == v1::REMEDY_OUTCOME_HEALED);
  CHECK(list[1].outcome() == v1::REMEDY_OUTCOME_UNSPECIFIED);
  CHECK(list[3].outcome() == v1::REMEDY_OUTCOME_NOT_SUPPORTED);
}
