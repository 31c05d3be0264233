#include "cloud-sim/assist/erasing.hpp"

#include <catch2/catch.hpp>

#include "cloud-sim/store/bundles.hpp"
#include "cloud-sim/store/commands.hpp"
#include "cloud-sim/store/devices.hpp"
#include "cloud-sim/store/timeline.hpp"
#include "tests/unit/cloud-sim/result_printer.hpp"
#include "tests/unit/cloud-sim/scene.hpp"

using namespace soundcheck;
using namespace soundcheck::cloud;
using namespace soundcheck::cloud::test;

TEST_CASE("R24: bundles are kept for thirty days, and no longer") {
  constexpr UnixMs day_ms = 24 * 60 * 60 * 1000;
  Scene scene;
  scene.act([&](Work& work) {
    Bundle bundle{
        .command = "c1", .device = "kitchen", .created_ms = scene.now_ms};
    insert_bundle(work.db, bundle, "token", work.limits);
    append_piece(work.db, bundle, 4, "text");
  });
  scene.pass(30 * day_ms);
  scene.expire();
  CHECK(bundle_bytes(scene.db, "c1") == "text");

  scene.pass(1);
  scene.expire();

  CHECK(list_bundles(scene.db, "kitchen").empty());
  CHECK(bundle_bytes(scene.db, "c1").empty());
}

TEST_CASE("R24: an erased speaker leaves a line that says by whom") {
  Scene scene;
  scene.presence(v1::PRESENCE_STATE_ONLINE);
  scene.report(make_report(1));
  scene.ask_diagnosis();
  scene.act([](Work& work) {
    const auto refused = erase_device(work, "kitchen", "root");
    CHECK(refused.error().kind == Errc::conflict);
  });
  scene.pass(60 * 60 * 1000);
  scene.expire();

  scene.act([](Work& work) {
    CHECK(*erase_device(work, "kitchen", "root") > 3);
    CHECK(erase_device(work, "cellar", "root").error().kind == Errc::not_found);
  });

  const auto events = list_events(scene.db, "kitchen", 10);
  REQUIRE(events.size() == 1);
  CHECK(events[0].kind == "erased");
  CHECK(events[0].data == R"({"operator":"root"})");
  CHECK(list_commands(scene.db, "kitchen", 10).empty());
  CHECK(find_device(scene.db, "kitchen")->boot_id.empty());
}
