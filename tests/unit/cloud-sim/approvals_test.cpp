#include "cloud-sim/assist/approvals.hpp"

#include <catch2/catch.hpp>

#include "cloud-sim/store/approvals.hpp"
#include "cloud-sim/store/commands.hpp"
#include "cloud-sim/store/timeline.hpp"
#include "tests/unit/cloud-sim/result_printer.hpp"
#include "tests/unit/cloud-sim/scene.hpp"

using namespace soundcheck;
using namespace soundcheck::cloud;
using namespace soundcheck::cloud::test;

namespace {

CommandRequest reboot(std::string reason = "out of memory since Monday") {
  CommandRequest request;
  request.verb = "apply_remedy";
  request.remedy = "reboot_for_memory";
  request.reason = std::move(reason);
  return request;
}

/// A speaker that is online, and a reboot that ann has asked for.
struct Asked {
  Asked() {
    scene.presence(v1::PRESENCE_STATE_ONLINE);
    scene.act([this](Work& work) {
      id = ask_second_operator(work, "kitchen", "ann", reboot()).value();
    });
  }

  Approval approval() { return find_approval(scene.db, id).value(); }
  Errc sign_fails(const std::string& who) {
    auto kind = Errc::internal;
    scene.act([&](Work& work) {
      const auto done = countersign_approval(work, id, who);
      REQUIRE(!done);
      kind = done.error().kind;
    });
    return kind;
  }
  std::vector<std::string> told() {
    std::vector<std::string> states;
    for (const auto& event : list_events(scene.db, "kitchen", 20))
      if (event.kind == "second_operator")
        states.push_back(event.data);
    return states;
  }

  Scene scene;
  std::string id;
};

}  // namespace

TEST_CASE("R12: nothing is sent before the second operator has signed") {
  Asked asked;
  CHECK(asked.approval().state == "waiting");
  CHECK(list_commands(asked.scene.db, "kitchen", 10).empty());

  const auto changes = asked.scene.act([&](Work& work) {
    CHECK(countersign_approval(work, asked.id, "bob").value() == asked.id);
  });

  const auto granted = asked.approval();
  CHECK(granted.state == "granted");
  CHECK(granted.second == "bob");
  const auto commands = list_commands(asked.scene.db, "kitchen", 10);
  REQUIRE(commands.size() == 1);
  CHECK(commands[0].id == granted.command);
  // In the name of whoever asked, and with his reason.
  CHECK(commands[0].operator_name == "ann");
  CHECK(commands[0].reason == "out of memory since Monday");
  CHECK(commands[0].body.apply_remedy() == "reboot_for_memory");
  REQUIRE(changes.approvals.size() == 1);
  // The session is opened by one signature, the command leaves with two.
  REQUIRE(changes.to_send.size() == 1);
  CHECK(changes.second_operators.empty());
  const auto sent = asked.scene.reply(opened(changes.to_send[0].id()));
  REQUIRE(sent.to_send.size() == 1);
  CHECK(sent.second_operators ==
        std::map<std::string, std::string>{{granted.command, "bob"}});
}

TEST_CASE("R12: nobody is the second operator of what he asked for") {
  Asked asked;

  CHECK(asked.sign_fails("ann") == Errc::denied);
  CHECK(asked.approval().state == "waiting");
}

TEST_CASE("what was decided is not decided again") {
  Asked asked;
  std::string state;
  SECTION("declined by another") {
    asked.scene.act([&](Work& work) {
      CHECK(decline_approval(work, asked.id, "bob", "not by day"));
    });
    state = "declined";
    CHECK(asked.approval().note == "not by day");
  }
  SECTION("withdrawn by whoever asked") {
    asked.scene.act([&](Work& work) {
      CHECK(decline_approval(work, asked.id, "ann", ""));
    });
    state = "withdrawn";
  }
  SECTION("signed") {
    asked.scene.act([&](Work& work) {
      CHECK(countersign_approval(work, asked.id, "bob"));
    });
    state = "granted";
  }
  SECTION("nobody came") {
    asked.scene.pass(approval_lifetime_ms);
    asked.scene.expire();
    CHECK(asked.approval().state == "waiting");
    asked.scene.pass(1);
    // Not even before the next look at the clock.
    CHECK(asked.sign_fails("bob") == Errc::conflict);
    asked.scene.expire();
    state = "expired";
  }

  CHECK(asked.approval().state == state);
  CHECK(asked.sign_fails("carol") == Errc::conflict);
  asked.scene.act([&](Work& work) {
    const auto late = decline_approval(work, asked.id, "carol", "");
    CHECK(late.error().kind == Errc::conflict);
  });
  CHECK(asked.approval().state == state);
  CHECK(list_commands(asked.scene.db, "kitchen", 10).size() ==
        (state == "granted" ? 1 : 0));
}

TEST_CASE("the timeline tells who asked for what, why, and who decided") {
  Asked asked;
  asked.scene.act([&](Work& work) {
    CHECK(decline_approval(work, asked.id, "bob", "not by day"));
  });

  const auto told = asked.told();

  REQUIRE(told.size() == 2);
  for (const auto* word : {"\"ann\"", "reboot_for_memory", "\"waiting\"",
                           "out of memory since Monday"})
    CHECK(told[1].find(word) != std::string::npos);
  for (const auto* word : {"\"bob\"", "\"declined\"", "not by day"})
    CHECK(told[0].find(word) != std::string::npos);
}

TEST_CASE("what cannot wait for a second operator is told apart") {
  Asked asked;
  asked.scene.act([](Work& work) {
    const auto again = ask_second_operator(work, "kitchen", "carol", reboot());
    CHECK(again.error().code == "already_waiting");
    const auto why = ask_second_operator(work, "kitchen", "ann", reboot(""));
    CHECK(why.error().code == "missing_reason");
    const auto where = ask_second_operator(work, "cellar", "ann", reboot());
    CHECK(where.error().kind == Errc::not_found);
    CHECK(countersign_approval(work, "nothing", "bob").error().kind ==
          Errc::not_found);
  });
}

TEST_CASE("of those that were decided only the newest are kept") {
  Asked asked;
  asked.scene.limits.approvals_per_device = 3;
  for (int i = 0; i < 6; ++i) {
    asked.scene.pass(1000);
    asked.scene.act([&](Work& work) {
      auto request = reboot();
      request.remedy = "other" + std::to_string(i);
      const auto made = ask_second_operator(work, "kitchen", "ann", request);
      CHECK(decline_approval(work, made.value(), "bob", ""));
    });
  }

  const auto kept = list_approvals(asked.scene.db, {.device = "kitchen"});

  REQUIRE(kept.size() == 4);
  CHECK(kept[0].argument == "other5");
  // What still waits stays, however old.
  CHECK(kept[3].state == "waiting");
  CHECK(list_approvals(asked.scene.db, {.only_waiting = true}).size() == 1);
}
