#include <catch2/catch.hpp>

#include "cloud-sim/assist/release.hpp"
#include "cloud-sim/store/commands.hpp"
#include "cloud-sim/store/devices.hpp"
#include "cloud-sim/store/sessions.hpp"
#include "tests/unit/cloud-sim/result_printer.hpp"
#include "tests/unit/cloud-sim/scene.hpp"

using namespace soundcheck;
using namespace soundcheck::cloud;
using namespace soundcheck::cloud::test;

TEST_CASE("a command without a session opens one first and waits for it") {
  Scene scene;
  scene.presence(v1::PRESENCE_STATE_ONLINE);

  Changes asked;
  const auto id = scene.ask_diagnosis(&asked);

  REQUIRE(asked.to_send.size() == 1);
  CHECK(asked.to_send[0].has_open_session());
  CHECK(asked.to_send[0].nonce().empty());
  CHECK(asked.to_send[0].tenant() == "acme");
  CHECK(asked.to_send[0].operator_() == "ann");
  CHECK(scene.command(id).state == "queued");

  const auto answered = scene.reply(opened(asked.to_send[0].id()));

  REQUIRE(answered.to_send.size() == 1);
  const auto& sent = answered.to_send[0];
  CHECK(sent.id() == id);
  CHECK(sent.diagnose().complaint() == v1::COMPLAINT_NO_SOUND);
  CHECK(sent.nonce() == "0123456789abcdef");
  CHECK(sent.counter() == 1);
  CHECK(sent.session() == asked.to_send[0].session());
  CHECK(sent.expires_unix_ms() > sent.issued_unix_ms());
  CHECK(scene.command(id).state == "sent");
}

TEST_CASE("counters rise within a session and OpenSession's over sessions") {
  Scene scene;
  scene.run_diagnosis();

  Changes second;
  scene.ask_diagnosis(&second);
  const auto first_open = take_open_counter(scene.db, "kitchen", 5);
  const auto second_open = take_open_counter(scene.db, "kitchen", 5);
  const auto by_clock =
      take_open_counter(scene.db, "kitchen", scene.now_ms + 1000);

  REQUIRE(second.to_send.size() == 1);
  CHECK(second.to_send[0].counter() == 2);
  CHECK(first_open > scene.now_ms - 1);
  CHECK(second_open == first_open + 1);
  CHECK(by_clock == scene.now_ms + 1000);
}

TEST_CASE("nothing is sent to an offline speaker until it comes") {
  Scene scene;

  Changes asked;
  scene.ask_diagnosis(&asked);
  const auto came = scene.presence(v1::PRESENCE_STATE_ONLINE);

  CHECK(asked.to_send.empty());
  REQUIRE(came.to_send.size() == 1);
  CHECK(came.to_send[0].has_open_session());
}

TEST_CASE("a command for a speaker that never comes fails and says why") {
  Scene scene;
  const auto id = scene.ask_diagnosis();

  scene.pass(command_lifetime_ms);
  scene.expire();
  CHECK(scene.command(id).state == "queued");
  scene.pass(6000);
  scene.expire();

  const auto command = scene.command(id);
  CHECK(command.state == "cancelled");
  CHECK(command.detail.find("not online") != std::string::npos);
  CHECK_FALSE(live_session(scene.db, "kitchen"));
}

TEST_CASE("a late answer replaces a failure that was told here") {
  Scene scene;
  const auto id = scene.run_diagnosis();
  scene.pass(11 * 60 * 1000);
  scene.expire();
  REQUIRE(scene.command(id).state == "failed");

  auto late = make_reply(id, 3, v1::REPLY_STATE_SUCCEEDED, 2);
  late.mutable_diagnosis()->set_status(v1::DIAGNOSIS_STATUS_NO_FAULT);
  scene.reply(late);

  CHECK(scene.command(id).state == "succeeded");
  CHECK(scene.command(id).answered);
}

TEST_CASE("a refusal of a replay changes no command that has an answer") {
  Scene scene;
  const auto id = scene.run_diagnosis();

  auto replay = make_reply(id, 1, v1::REPLY_STATE_REFUSED, 2);
  replay.set_refusal(v1::REFUSAL_REPLAYED);
  const auto changes = scene.reply(replay);

  CHECK(scene.command(id).state == "running");
  REQUIRE(changes.receipts.size() == 1);
  CHECK(changes.receipts[0].seqs(0) == 2);
}

TEST_CASE("a refusal of a replay ends a command that has no answer yet") {
  Scene scene;
  scene.presence(v1::PRESENCE_STATE_ONLINE);
  Changes asked;
  const auto id = scene.ask_diagnosis(&asked);
  scene.reply(opened(asked.to_send.at(0).id()));

  auto replay = make_reply(id, 1, v1::REPLY_STATE_REFUSED, 2);
  replay.set_refusal(v1::REFUSAL_REPLAYED);
  scene.reply(replay);

  CHECK(scene.command(id).state == "refused");
  CHECK(scene.command(id).refusal == v1::REFUSAL_REPLAYED);
}

TEST_CASE("a final reply that is sent again is receipted, but counts once") {
  Scene scene;
  const auto id = scene.run_diagnosis();
  auto final = make_reply(id, 3, v1::REPLY_STATE_SUCCEEDED, 2);
  final.mutable_diagnosis()->set_status(v1::DIAGNOSIS_STATUS_FAULT);
  final.mutable_diagnosis()->add_faults()->set_fault_id("net.no_gateway");

  const auto first = scene.reply(final);
  const auto second = scene.reply(final);

  CHECK(first.commands.size() == 1);
  CHECK(second.commands.empty());
  CHECK(first.receipts.size() == 1);
  CHECK(second.receipts.size() == 1);
  CHECK(scene.command(id).receipt_seq == 2);
  CHECK(find_device(scene.db, "kitchen")->diagnosis->fault_id ==
        "net.no_gateway");
}

TEST_CASE("replies that come late or twice do not turn a command back") {
  Scene scene;
  const auto id = scene.run_diagnosis();

  scene.reply(make_reply(id, 1, v1::REPLY_STATE_ACCEPTED));

  CHECK(scene.command(id).state == "running");
}

TEST_CASE("progress becomes steps and the newest results of the speaker") {
  Scene scene;
  const auto id = scene.run_diagnosis();

  auto progress = make_reply(id, 3, v1::REPLY_STATE_RUNNING);
  progress.mutable_progress()->set_probe_id("network.dns");
  progress.mutable_progress()->set_fraction(7);
  progress.mutable_progress()->set_probe_count(4);
  scene.reply(progress);
  progress.set_n(4);
  auto* result = progress.mutable_progress()->mutable_finished();
  result->set_probe_id("network.dns");
  result->set_outcome(v1::OUTCOME_PASSED);
  scene.reply(progress);

  const auto command = scene.command(id);
  REQUIRE(command.steps.size() == 1);
  CHECK(command.steps[0].fraction == 1);
  CHECK(command.steps[0].result->outcome() == v1::OUTCOME_PASSED);
  CHECK(command.probe_count == 4);
  CHECK(load_results(scene.db, "kitchen").size() == 1);
}

TEST_CASE("a refused session takes the waiting command with it") {
  Scene scene;
  scene.presence(v1::PRESENCE_STATE_ONLINE);
  Changes asked;
  const auto id = scene.ask_diagnosis(&asked);

  auto no = make_reply(asked.to_send.at(0).id(), 1, v1::REPLY_STATE_REFUSED, 1);
  no.set_refusal(v1::REFUSAL_CONSENT_DENIED);
  scene.reply(no);

  CHECK(scene.command(id).state == "refused");
  CHECK(scene.command(id).refusal == v1::REFUSAL_CONSENT_DENIED);
  CHECK(find_session(scene.db, scene.command(id).session)->state == "refused");
}

TEST_CASE("a session that was given up while it opened is closed in order") {
  Scene scene;
  scene.presence(v1::PRESENCE_STATE_ONLINE);
  Changes asked;
  const auto id = scene.ask_diagnosis(&asked);
  const auto session = scene.command(id).session;
  scene.act([&](Work& work) {
    request_close(work, "kitchen", session, "ann").value();
  });

  const auto answered = scene.reply(opened(asked.to_send.at(0).id()));

  CHECK(scene.command(id).state == "cancelled");
  REQUIRE(answered.to_send.size() == 1);
  CHECK(answered.to_send[0].has_close_session());
  CHECK(answered.to_send[0].nonce() == "0123456789abcdef");
}

TEST_CASE("a command that could not be published goes with a new counter") {
  Scene scene;
  const auto id = scene.run_diagnosis();
  Changes asked;
  const auto next = scene.ask_diagnosis(&asked);
  scene.act([&](Work& work) { take_back(work, next); });
  CHECK(scene.command(next).state == "queued");

  const auto again = scene.presence(v1::PRESENCE_STATE_ONLINE, "boot-1", true);

  REQUIRE(again.to_send.size() == 1);
  CHECK(again.to_send[0].counter() > asked.to_send[0].counter());
  CHECK(scene.command(id).state == "running");
}

TEST_CASE("cancelling what was not sent yet needs no speaker") {
  Scene scene;
  const auto id = scene.ask_diagnosis();

  std::string cancel;
  CommandRequest request;
  request.verb = "cancel";
  request.command = id;
  scene.act([&](Work& work) {
    cancel = request_command(work, "kitchen", "ann", request).value();
  });

  CHECK(scene.command(id).state == "cancelled");
  CHECK(scene.command(cancel).state == "succeeded");
}

TEST_CASE("requests for what is not there or not possible are told apart") {
  Scene scene;
  scene.act([](Work& work) {
    CommandRequest request;
    request.verb = "diagnose";
    const auto unknown = request_command(work, "cellar", "ann", request);
    CHECK(unknown.error().kind == Errc::not_found);
    request.verb = "cancel";
    request.command = "nothing";
    const auto nothing = request_command(work, "kitchen", "ann", request);
    CHECK(nothing.error().kind == Errc::not_found);
    CHECK(request_session(work, "kitchen", "ann", {"why", 0}).has_value());
    const auto second = request_session(work, "kitchen", "bob", {"why", 0});
    CHECK(second.error().kind == Errc::conflict);
    const auto close = request_close(work, "kitchen", "nothing", "ann");
    CHECK(close.error().kind == Errc::not_found);
  });
}

TEST_CASE("a speaker that lacks the newest keys is told what it did not take") {
  Scene scene;
  scene.presence(v1::PRESENCE_STATE_ONLINE);
  Changes asked;
  const auto id = scene.ask_diagnosis(&asked);
  REQUIRE(asked.to_send.size() == 1);

  v1::Reply outdated;
  outdated.set_n(1);
  outdated.set_state(v1::REPLY_STATE_REFUSED);
  outdated.set_refusal(v1::REFUSAL_KEYS_OUTDATED);
  const auto changes = scene.reply(outdated);

  CHECK(changes.to_send.empty());
  REQUIRE(changes.lacking_keys.size() == 1);
  const auto& again = changes.lacking_keys.at("kitchen");
  REQUIRE(again.size() == 1);
  CHECK(again[0].SerializeAsString() == asked.to_send[0].SerializeAsString());
  CHECK(scene.command(id).state == "queued");
}
