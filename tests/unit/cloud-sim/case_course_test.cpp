#include <catch2/catch.hpp>

#include "cloud-sim/cases/follow.hpp"
#include "cloud-sim/store/cases.hpp"
#include "cloud-sim/store/sessions.hpp"
#include "tests/unit/cloud-sim/case_scene.hpp"
#include "tests/unit/cloud-sim/result_printer.hpp"

// What reports, sessions and commands make of cases.
using namespace soundcheck;
using namespace soundcheck::cloud;
using namespace soundcheck::cloud::test;

namespace {

const auto dns_works = result_of("network.dns", v1::OUTCOME_PASSED);
const auto dns_fails = result_of("network.dns", v1::OUTCOME_FAILED);

v1::Diagnosis complaint_of(const std::string& word, v1::Diagnosis diagnosis) {
  diagnosis.set_complaint(word);
  return diagnosis;
}

}  // namespace

TEST_CASE("an alarm opens a case that is named, graded and routed") {
  CaseScene scene;

  const auto changes = scene.check(diagnosis_of("dns", 0.8), {dns_fails});

  const auto raised = scene.only_case();
  CHECK(raised.origin == "alarm");
  CHECK(raised.opened_by.empty());
  CHECK(raised.state == "routed");
  CHECK(raised.fault_id == "dns");
  CHECK(raised.severity == "s1");
  CHECK(raised.skill == "network");
  CHECK(raised.level == "l1");
  CHECK(raised.model == "one");
  CHECK(raised.responded_ms == 0);
  CHECK(raised.named_ms == scene.now_ms);
  CHECK(scene.course(raised.id) == "opened named report");
  REQUIRE(changes.cases.size() == 1);
  CHECK(changes.cases[0].id == raised.id);
}

TEST_CASE("a device and fault have one open case, however often it is told") {
  CaseScene scene;
  for (int i = 0; i < 3; ++i)
    scene.check(diagnosis_of("dns"), {dns_fails});
  CHECK(scene.only_case().fault_id == "dns");

  scene.check(diagnosis_of("mic"));
  CHECK(open_cases(scene.db, "kitchen").size() == 2);
}

TEST_CASE("what is not severe, or not known here, raises nothing") {
  CaseScene scene;

  scene.check(diagnosis_of("weak"));
  scene.check(diagnosis_of("invented"));
  scene.check(healthy());

  CHECK(list_cases(scene.db, {}).empty());
}

TEST_CASE("the same transaction looked at twice changes nothing more") {
  CaseScene scene;
  scene.at_end = [&](Work& work) {
    follow_cases(work, scene.catalog);
    follow_cases(work, scene.catalog);
  };

  scene.check(diagnosis_of("dns"), {dns_fails});
  scene.run_diagnosis();

  const auto raised = scene.only_case();
  CHECK(raised.sessions == 1);
  CHECK(scene.course(raised.id).find("report report") == std::string::npos);
}

TEST_CASE("an owner who complains to the speaker has a case, named or not") {
  CaseScene scene;

  scene.check(complaint_of("drops", diagnosis_of("weak")), {},
              v1::TRIGGER_ON_DEMAND);
  CHECK(scene.only_case().origin == "owner");
  CHECK(scene.only_case().complaint == "drops");
  CHECK(scene.only_case().fault_id == "weak");

  scene.check(complaint_of("no_sound", healthy()), {}, v1::TRIGGER_ON_DEMAND);
  scene.check(complaint_of("no_sound", healthy()), {}, v1::TRIGGER_ON_DEMAND);
  const auto all = open_cases(scene.db, "kitchen");
  REQUIRE(all.size() == 2);
  CHECK(all[1].state == "opened");
  CHECK(all[1].fault_id.empty());

  scene.check(complaint_of("made up", healthy()), {}, v1::TRIGGER_ON_DEMAND);
  CHECK(open_cases(scene.db, "kitchen").size() == 2);
}

TEST_CASE("a complaint is classified by the diagnosis that follows") {
  CaseScene scene;
  scene.check(complaint_of("no_sound", healthy()), {}, v1::TRIGGER_ON_DEMAND);
  const auto id = scene.only_case().id;
  scene.pass(5000);

  scene.check(diagnosis_of("mic"));

  const auto named = scene.only_case();
  CHECK(named.id == id);
  CHECK(named.fault_id == "mic");
  CHECK(named.level == "l2");
  CHECK(named.named_ms - named.opened_ms == 5000);
}

TEST_CASE("a complaint of a fault that has a case goes into it") {
  CaseScene scene;
  scene.check(diagnosis_of("mic"));
  const auto known = scene.only_case().id;
  scene.check(complaint_of("no_sound", healthy()), {}, v1::TRIGGER_ON_DEMAND);
  const auto complaint = find_open_case(scene.db, "kitchen", "").value().id;
  scene.ask([&](Work& work) { return take_case(work, complaint, "ann"); });

  scene.check(diagnosis_of("mic"));

  CHECK(scene.found(complaint).outcome == "duplicate");
  CHECK(scene.found(known).complaint == "no_sound");
  CHECK(scene.found(known).assignee == "ann");
  CHECK(open_cases(scene.db, "kitchen").size() == 1);
}

TEST_CASE("a session, its consent and its commands stand in the case") {
  CaseScene scene;
  scene.presence(v1::PRESENCE_STATE_ONLINE);
  scene.check(diagnosis_of("dns"), {dns_fails});
  const auto id = scene.only_case().id;
  scene.pass(60'000);

  Changes asked;
  const auto command = scene.ask_diagnosis(&asked);
  CHECK(scene.only_case().responded_ms == scene.now_ms);
  CHECK(scene.only_case().assignee == "ann");
  scene.reply(opened(asked.to_send.at(0).id()));
  CHECK(scene.only_case().state == "in_session");
  auto waiting = make_reply(command, 1, v1::REPLY_STATE_WAITING_FOR_CONSENT);
  waiting.set_consent_seconds(40);
  scene.reply(waiting);
  CHECK(scene.command(command).consent_until_ms == scene.now_ms + 40'000);
  scene.reply(make_reply(command, 2, v1::REPLY_STATE_RUNNING));
  CHECK(scene.command(command).consent_until_ms == 0);
  scene.answer(command, diagnosis_of("dns"));

  CHECK(scene.course(id) ==
        "opened named report session session command consent command command");
  CHECK(scene.only_case().sessions == 1);
}

TEST_CASE("a session that ends without advice leaves the case in the queue") {
  CaseScene scene;
  scene.check(diagnosis_of("dns"), {dns_fails});
  scene.run_diagnosis();
  REQUIRE(scene.only_case().state == "in_session");

  scene.presence(v1::PRESENCE_STATE_STOPPED);

  CHECK(scene.only_case().state == "routed");
}

TEST_CASE("the device confirms the cure after advice") {
  CaseScene scene;
  scene.check(diagnosis_of("dns"), {dns_fails});
  const auto id = scene.only_case().id;
  scene.pass(1000);
  scene.ask([&](Work& work) {
    return give_advice(work, scene.catalog, id, "ann",
                       {.remedy_id = "restart_router"});
  });
  scene.pass(1000);
  scene.check(diagnosis_of("dns"), {dns_fails});
  CHECK(scene.only_case().state == "advised");
  scene.pass(1000);

  scene.check(healthy(), {dns_works});

  const auto cured = scene.only_case();
  CHECK(cured.state == "confirmed");
  CHECK(cured.confirmed_by == "network.dns");
  CHECK(cured.confirmed_ms == scene.now_ms);
  CHECK(scene.course(id) ==
        "opened named report advice report still_there report confirmed");
}

TEST_CASE("a single test that support runs confirms, too") {
  CaseScene scene;
  scene.check(diagnosis_of("dns"), {dns_fails});
  const auto command = scene.run_diagnosis();
  auto last = make_reply(command, 9, v1::REPLY_STATE_SUCCEEDED, 3);
  *last.mutable_probe_results()->add_results() = dns_works;

  scene.reply(last);

  CHECK(scene.only_case().state == "confirmed");
}

TEST_CASE("a report that is older than what is known confirms nothing") {
  CaseScene scene;
  scene.check(diagnosis_of("dns"), {dns_fails});

  scene.late_check(10'000, healthy(), {dns_works});
  CHECK(scene.only_case().state == "routed");
  scene.pass(20'000);
  scene.late_check(10'000, healthy(), {dns_works});
  CHECK(scene.only_case().state == "confirmed");
}

TEST_CASE("a fault that comes back opens its case again, for level 2") {
  CaseScene scene;
  scene.check(diagnosis_of("dns"), {dns_fails});
  scene.check(healthy(), {dns_works});
  REQUIRE(scene.only_case().state == "confirmed");

  scene.check(diagnosis_of("dns"), {dns_fails});

  const auto back = scene.only_case();
  CHECK(back.state == "routed");
  CHECK(back.returns == 1);
  CHECK(back.confirmed_ms == 0);
  CHECK(back.level == "l2");
}

TEST_CASE("what healed and stayed so for a day is closed by itself") {
  CaseScene scene;
  scene.check(diagnosis_of("dns"), {dns_fails});
  scene.pass(1000);
  scene.check(healthy(), {dns_works});
  const auto settle = [](Work& work) { settle_cases(work); };
  scene.pass(24 * 60 * 60 * 1000 - 1);
  scene.act(settle);
  CHECK(scene.only_case().closed_ms == 0);

  scene.pass(1);
  scene.act(settle);

  CHECK(scene.only_case().state == "closed");
  CHECK(scene.only_case().outcome == "self_healed");
  CHECK(scene.only_case().closed_by.empty());
  scene.check(diagnosis_of("dns"), {dns_fails});
  CHECK(list_cases(scene.db, {}).size() == 2);
}

TEST_CASE("a diagnosis that support runs raises a case in their name") {
  CaseScene scene;
  const auto command = scene.run_diagnosis();

  scene.answer(command, diagnosis_of("mic"));

  const auto raised = scene.only_case();
  CHECK(raised.origin == "staff");
  CHECK(raised.opened_by == "ann");
  CHECK(raised.state == "in_session");
  CHECK(raised.sessions == 1);
  // The speaker's own report of it changes nothing about that.
  scene.check(diagnosis_of("mic"), {}, v1::TRIGGER_ON_DEMAND);
  CHECK(scene.only_case().origin == "staff");
}

TEST_CASE("the owner who is asked to open a session is counted down, too") {
  CaseScene scene;
  scene.presence(v1::PRESENCE_STATE_ONLINE);
  Changes asked;
  scene.ask_diagnosis(&asked);
  const auto opener = asked.to_send.at(0).id();
  auto waiting = make_reply(opener, 1, v1::REPLY_STATE_WAITING_FOR_CONSENT);
  waiting.set_consent_seconds(4'000'000'000);

  scene.reply(waiting);
  CHECK(live_session(scene.db, "kitchen")->consent_until_ms ==
        scene.now_ms + 600'000);
  auto answer = opened(opener);
  answer.set_n(2);
  scene.reply(answer);
  CHECK(live_session(scene.db, "kitchen")->consent_until_ms == 0);
}
