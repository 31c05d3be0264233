#include <catch2/catch.hpp>

#include "cloud-sim/cases/requests.hpp"
#include "cloud-sim/store/cases.hpp"
#include "tests/unit/cloud-sim/case_scene.hpp"
#include "tests/unit/cloud-sim/result_printer.hpp"

// What staff do with cases.
using namespace soundcheck;
using namespace soundcheck::cloud;
using namespace soundcheck::cloud::test;

namespace {

struct Desk : CaseScene {
  Result<OpenedCase> open(const std::string& text = {}) {
    return ask([&](Work& work) {
      return request_case(work, catalog, "ann",
                          {.device = "kitchen",
                           .origin = "owner",
                           .complaint = "drops",
                           .text = text});
    });
  }
  std::int64_t alarm() {
    check(diagnosis_of("dns"), {result_of("network.dns", v1::OUTCOME_FAILED)});
    return only_case().id;
  }
  void heal() {
    pass(1000);
    check(healthy(), {result_of("network.dns", v1::OUTCOME_PASSED)});
  }
  Result<std::int64_t> advise(std::int64_t id, const Advice& advice) {
    pass(1000);
    return ask([&](Work& work) {
      return give_advice(work, catalog, id, "ann", advice);
    });
  }
  Result<std::int64_t> close(std::int64_t id,
                             const std::string& text,
                             bool may_unconfirmed) {
    return ask([&](Work& work) {
      return close_case(work, id, "ann", text, may_unconfirmed);
    });
  }
  Result<std::int64_t> rate(std::int64_t id, std::int64_t stars) {
    return ask(
        [&](Work& work) { return rate_case(work, id, "ann", stars, "quick"); });
  }
};

template <class T>
std::string code(const Result<T>& result) {
  return result ? "" : result.error().code;
}

}  // namespace

TEST_CASE("a call opens a case, and a second call finds it") {
  Desk desk;

  const auto first = desk.open("it is silent");
  const auto second = desk.open("again");

  REQUIRE(first);
  REQUIRE(second);
  CHECK(first->fresh);
  CHECK_FALSE(second->fresh);
  CHECK(first->id == second->id);
  const auto opened = desk.only_case();
  CHECK(opened.origin == "owner");
  CHECK(opened.opened_by == "ann");
  CHECK(opened.assignee == "ann");
  CHECK(opened.responded_ms == opened.opened_ms);
  CHECK(desk.course(opened.id) == "opened note note");
}

TEST_CASE("a call about a fault that the speaker has named is of that fault") {
  Desk desk;
  desk.check(diagnosis_of("weak"));

  CHECK(desk.found(desk.open()->id).fault_id == "weak");

  Desk later;
  later.check(diagnosis_of("weak"));
  later.pass(25LL * 60 * 60 * 1000);
  CHECK(later.found(later.open()->id).fault_id.empty());

  Desk alarmed;
  const auto raised = alarmed.alarm();
  CHECK(alarmed.open()->id == raised);
  CHECK(alarmed.found(raised).complaint == "drops");
}

TEST_CASE("a call about a device that nobody knows opens nothing") {
  CaseScene scene;

  const auto refused = scene.ask([&](Work& work) {
    return request_case(work, scene.catalog, "ann", {.device = "cellar"});
  });

  CHECK(code(refused) == "unknown_device");
}

TEST_CASE("taking a case makes it somebody's, once") {
  Desk desk;
  const auto id = desk.alarm();
  const auto take = [&](const char* who) {
    desk.ask([&](Work& work) { return take_case(work, id, who); });
  };

  take("ann");
  take("ann");
  take("bob");

  CHECK(desk.found(id).assignee == "bob");
  CHECK(desk.course(id) == "opened named report taken taken");
}

TEST_CASE("a case is passed to level 2 once, and waits there for somebody") {
  Desk desk;
  const auto id = desk.alarm();
  const auto pass_on = [&] {
    return desk.ask(
        [&](Work& work) { return escalate_case(work, id, "ann", "odd"); });
  };

  CHECK(code(pass_on()).empty());

  CHECK(desk.found(id).level == "l2");
  CHECK(desk.found(id).assignee.empty());
  CHECK(desk.found(id).escalations == 1);
  CHECK(code(pass_on()) == "already_l2");
}

TEST_CASE("advice names a remedy of the fault, or says it in words") {
  Desk desk;
  const auto id = desk.alarm();

  CHECK(code(desk.advise(id, {.remedy_id = "repair_mic"})) == "unknown_remedy");
  CHECK(desk.found(id).state == "routed");
  CHECK(code(desk.advise(id, {.text = "unplug it"})).empty());
  CHECK(desk.found(id).state == "advised");
  const auto first = desk.found(id).advised_ms;
  CHECK(code(desk.advise(id, {.remedy_id = "call_provider"})).empty());
  CHECK(desk.found(id).advised_ms == first);
  CHECK(desk.found(id).remedy_id == "call_provider");
  desk.check(healthy(), {result_of("network.internet", v1::OUTCOME_PASSED)});
  CHECK(code(desk.advise(id, {.text = "more"})) == "already_confirmed");
}

TEST_CASE("a case that the device confirmed is closed as cured") {
  Desk desk;
  const auto id = desk.alarm();
  desk.advise(id, {.remedy_id = "restart_router"}).value();
  desk.heal();

  CHECK(code(desk.close(id, "", false)).empty());

  CHECK(desk.found(id).outcome == "cured");
  CHECK(desk.found(id).closed_by == "ann");
  CHECK(code(desk.close(id, "", true)) == "case_closed");
}

TEST_CASE("without the device's word only some may close, and must say why") {
  Desk desk;
  const auto id = desk.alarm();

  CHECK(code(desk.close(id, "owner is gone", false)) == "not_confirmed");
  CHECK(code(desk.close(id, "", true)) == "no_reason");
  CHECK(code(desk.close(id, "owner is gone", true)).empty());

  CHECK(desk.found(id).outcome == "not_confirmed");
}

TEST_CASE("the owner rates what is over, and may think again") {
  Desk desk;
  const auto id = desk.alarm();
  CHECK(code(desk.rate(id, 5)) == "not_over");
  desk.heal();

  CHECK(code(desk.rate(id, 5)).empty());
  desk.close(id, "", false).value();
  CHECK(code(desk.rate(id, 4)).empty());

  CHECK(desk.found(id).stars == 4);
}

TEST_CASE("a closed case takes notes, but nothing else") {
  Desk desk;
  const auto id = desk.alarm();
  desk.close(id, "gone", true).value();

  CHECK(code(desk.ask([&](Work& work) {
          return add_note(work, id, "ann", "came back");
        })).empty());
  CHECK(code(desk.ask([&](Work& work) {
          return take_case(work, id, "ann");
        })) == "case_closed");
  CHECK(code(desk.advise(id, {.text = "x"})) == "case_closed");
  CHECK(code(desk.ask([&](Work& work) {
          return add_note(work, 4711, "ann", "x");
        })) == "unknown_case");
}
