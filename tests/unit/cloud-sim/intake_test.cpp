#include "cloud-sim/hub/intake.hpp"

#include <catch2/catch.hpp>

#include "cloud-sim/assist/replies.hpp"
#include "cloud-sim/store/devices.hpp"
#include "cloud-sim/store/reports.hpp"
#include "cloud-sim/store/sessions.hpp"
#include "cloud-sim/store/timeline.hpp"
#include "tests/unit/cloud-sim/result_printer.hpp"
#include "tests/unit/cloud-sim/scene.hpp"

using namespace soundcheck;
using namespace soundcheck::cloud;
using namespace soundcheck::cloud::test;

TEST_CASE("a report that comes three times is stored once, receipted thrice") {
  Scene scene;

  const auto first = scene.report(make_report(7));
  const auto second = scene.report(make_report(7));
  const auto third = scene.report(make_report(7));

  CHECK(count_reports(scene.db, "kitchen") == 1);
  CHECK(first.reports.size() == 1);
  CHECK(second.reports.empty());
  REQUIRE(third.receipts.size() == 1);
  CHECK(third.receipts[0].device() == "kitchen");
  CHECK(third.receipts[0].outbox() == "a1b2");
  CHECK(third.receipts[0].seqs(0) == 7);
}

TEST_CASE("a report of another device than its topic's is refused") {
  Scene scene;
  auto report = make_report(1);
  report.set_device("cellar");

  scene.act([&](Work& work) {
    const auto taken = take_report(work, "kitchen", report.SerializeAsString());
    REQUIRE_FALSE(taken);
    CHECK(taken.error().code == "wrong_device");
  });

  CHECK(count_reports(scene.db, "kitchen") == 0);
}

TEST_CASE("garbage on any topic is an error and changes nothing") {
  Scene scene;
  auto whole = make_report(1);
  whole.add_results()->set_summary(std::string(300, 'x'));
  const auto bytes = whole.SerializeAsString();
  const std::string garbage[] = {"", std::string(64, '\xff'),
                                 bytes.substr(0, bytes.size() / 2),
                                 std::string("\x0a\xff\xff\xff\xff\x0f", 6)};

  for (const auto& payload : garbage) {
    const auto changes = scene.act([&](Work& work) {
      CHECK_FALSE(take_report(work, "kitchen", payload));
      CHECK_FALSE(take_presence(work, "kitchen", payload));
      if (!payload.empty())
        CHECK_FALSE(take_reply(work, "kitchen", payload));
    });
    CHECK(changes.receipts.empty());
  }
  CHECK(count_reports(scene.db, "kitchen") == 0);
}

TEST_CASE("a bad outbox or seq is refused") {
  Scene scene;
  auto no_outbox = make_report(1);
  no_outbox.set_outbox("");
  auto far = make_report(UINT64_MAX);

  scene.act([&](Work& work) {
    for (const auto& report : {no_outbox, far, make_report(0)})
      CHECK_FALSE(take_report(work, "kitchen", report.SerializeAsString()));
  });
}

TEST_CASE("an old report does not replace what is known since") {
  Scene scene;
  auto fresh = make_report(2);
  fresh.set_clock_trusted(true);
  fresh.set_wall_unix_ms(scene.now_ms - 1000);
  fresh.mutable_diagnosis()->set_status(v1::DIAGNOSIS_STATUS_NO_FAULT);
  auto old = make_report(1);
  old.set_clock_trusted(true);
  old.set_wall_unix_ms(scene.now_ms - 60'000);
  old.mutable_diagnosis()->set_status(v1::DIAGNOSIS_STATUS_FAULT);
  old.mutable_diagnosis()->add_faults()->set_fault_id("net.no_gateway");

  scene.report(fresh);
  scene.report(old);

  CHECK(find_device(scene.db, "kitchen")->diagnosis->status == "no_fault");
  CHECK(count_reports(scene.db, "kitchen") == 2);
}

TEST_CASE("presence tells online, restart and the owner's stop") {
  Scene scene;
  const auto id = scene.run_diagnosis();
  const auto session = scene.command(id).session;

  scene.presence(v1::PRESENCE_STATE_OFFLINE);
  CHECK(find_device(scene.db, "kitchen")->state == "offline");
  CHECK(find_session(scene.db, session)->state == "open");

  scene.presence(v1::PRESENCE_STATE_ONLINE, "boot-1", true);
  CHECK(find_session(scene.db, session)->state == "open");
  CHECK(scene.command(id).state == "running");

  scene.presence(v1::PRESENCE_STATE_ONLINE, "boot-2", false);
  CHECK(find_session(scene.db, session)->state == "closed");
  CHECK(scene.command(id).state == "failed");
  const auto events = list_events(scene.db, "kitchen", 100);
  CHECK(std::count_if(events.begin(), events.end(), [](const auto& event) {
          return event.kind == "boot";
        }) == 2);
}

TEST_CASE("a speaker that says its session is over ends it here") {
  Scene scene;
  const auto id = scene.run_diagnosis();

  scene.presence(v1::PRESENCE_STATE_ONLINE, "boot-1", false);

  CHECK(find_session(scene.db, scene.command(id).session)->state == "closed");
}
