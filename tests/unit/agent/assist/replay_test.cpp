#include <catch2/catch.hpp>

#include "tests/support/result_printer.hpp"
#include "tests/unit/agent/assist/refusal_of.hpp"

using namespace soundcheck;
using namespace soundcheck::assist;
using namespace std::chrono_literals;
using test::envelope_of;
using test::refusal_of;

TEST_CASE("R08: a command outside of the open session is refused") {
  test::Speaker speaker;
  SECTION("none is open") {
    CHECK(refusal_of(speaker, speaker.probes("c1", {"wifi.link"})) ==
          v1::REFUSAL_NO_SESSION);
  }
  SECTION("another is open") {
    speaker.open_session();
    auto command = speaker.probes("c1", {"wifi.link"});
    command.set_session("another");
    CHECK(refusal_of(speaker, command) == v1::REFUSAL_NO_SESSION);
  }
  SECTION("the nonce is wrong") {
    speaker.open_session();
    auto command = speaker.probes("c1", {"wifi.link"});
    command.mutable_nonce()->back() ^= 1;
    CHECK(refusal_of(speaker, command) == v1::REFUSAL_NO_SESSION);
    command.clear_nonce();
    CHECK(refusal_of(speaker, command) == v1::REFUSAL_NO_SESSION);
  }
  SECTION("its time was over") {
    speaker.open_session();
    speaker.clock().advance(900s);
    CHECK(refusal_of(speaker, speaker.probes("c1", {"wifi.link"})) ==
          v1::REFUSAL_NO_SESSION);
  }
  SECTION("a restart ended it") {
    speaker.open_session();
    speaker.reboot();
    CHECK(refusal_of(speaker, speaker.probes("c1", {"wifi.link"})) ==
          v1::REFUSAL_NO_SESSION);
  }
}

TEST_CASE("a session belongs to the key that opened it") {
  test::Speaker speaker;
  const test::SigningKey second;
  speaker.folder.write("keys/second.pem", second.public_pem());
  speaker.reboot();
  speaker.open_session();
  auto envelope =
      envelope_of(speaker.sign(speaker.probes("c1", {"wifi.link"})));
  envelope.set_key_id("second");
  envelope.set_signature(second.sign(Domain::command, envelope.command()));

  CHECK(refusal_of(speaker, envelope.SerializeAsString()) ==
        v1::REFUSAL_NO_SESSION);
}

TEST_CASE("R07: a command of the session that is played again is refused") {
  test::Speaker speaker;
  speaker.open_session();
  const auto first = speaker.sign(speaker.probes("c1", {"wifi.link"}));
  const auto second = speaker.sign(speaker.probes("c2", {"network.dns"}));
  speaker.receive(first);
  speaker.advance(1s);
  speaker.receive(second);
  speaker.advance(1s);

  CHECK(refusal_of(speaker, first) == v1::REFUSAL_REPLAYED);
  CHECK(refusal_of(speaker, second) == v1::REFUSAL_REPLAYED);
  CHECK(speaker.probes_started.size() == 2);
}

TEST_CASE("a refused command is spent, too") {
  test::Speaker speaker;
  speaker.open_session();
  const auto heard = speaker.sign(speaker.probes("c1", {"audio.sweep"}));
  speaker.receive(heard);
  REQUIRE(speaker.assist().answer("c1", false));
  speaker.settle();

  CHECK(refusal_of(speaker, heard) == v1::REFUSAL_REPLAYED);
  CHECK(speaker.assist().pending().empty());
}

TEST_CASE("R07: an OpenSession that is played again is refused, also later") {
  test::Speaker speaker;
  const auto open = speaker.sign(speaker.opening("open"));
  speaker.receive(open);
  CHECK(refusal_of(speaker, open) == v1::REFUSAL_REPLAYED);

  speaker.reboot();

  CHECK(refusal_of(speaker, open) == v1::REFUSAL_REPLAYED);
  CHECK(!speaker.assist().session());
  speaker.receive(speaker.opening("fresh"));
  CHECK(speaker.assist().session());
}

TEST_CASE("R07: a refused OpenSession is spent for ever, too") {
  Policy policy;
  policy.rules[0] = Rule::never;
  test::Speaker speaker(policy);
  const auto open = speaker.sign(speaker.opening("open"));
  speaker.receive(open);
  REQUIRE(speaker.replies.finals("open").size() == 1);

  speaker.reboot();

  CHECK(refusal_of(speaker, open) == v1::REFUSAL_REPLAYED);
}

TEST_CASE("one session and one running command at a time") {
  test::Speaker speaker;
  speaker.open_session("ann");
  speaker.receive(speaker.probes("c1", {"wifi.link"}));

  speaker.receive(speaker.probes("c2", {"network.dns"}));
  speaker.receive(speaker.opening("open-bob", "bob"));

  const auto busy = speaker.replies.finals("c2").at(0);
  CHECK(busy.refusal() == v1::REFUSAL_BUSY);
  CHECK(busy.detail() == "command \"c1\" is running");
  CHECK(speaker.replies.finals("open-bob").at(0).refusal() == v1::REFUSAL_BUSY);
  CHECK(speaker.assist().session()->operator_name == "ann");
  speaker.advance(1s);
  CHECK(speaker.replies.finals("c1").at(0).state() ==
        v1::REPLY_STATE_SUCCEEDED);
}
