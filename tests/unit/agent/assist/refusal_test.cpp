#include <catch2/catch.hpp>

#include "agent/assist/admission.hpp"
#include "agent/assist/refusal_meter.hpp"
#include "tests/support/result_printer.hpp"
#include "tests/unit/agent/assist/refusal_of.hpp"

using namespace soundcheck;
using namespace soundcheck::assist;
using namespace std::chrono_literals;
using test::envelope_of;
using test::refusal_of;

namespace {

/// A field that no version of ours knows, as a newer cloud may send it.
std::string unknown_field(unsigned number, const std::string& content) {
  const unsigned tag = number << 3 | 2;
  return {static_cast<char>((tag & 0x7f) | 0x80), static_cast<char>(tag >> 7),
          static_cast<char>(content.size())};
}

}  // namespace

TEST_CASE("R06: an unsigned command is refused as unsigned") {
  test::Speaker speaker;
  auto envelope = envelope_of(speaker.sign(speaker.opening("open")));
  envelope.clear_signature();

  CHECK(refusal_of(speaker, envelope.SerializeAsString()) ==
        v1::REFUSAL_UNSIGNED);
  CHECK(speaker.replies.sent[0].command_id().empty());
}

TEST_CASE("R06: a command of a stranger is refused") {
  test::Speaker speaker;
  auto envelope = envelope_of(speaker.sign(speaker.opening("open")));
  SECTION("with a name of his own") {
    envelope.set_key_id("mallory");
    CHECK(refusal_of(speaker, envelope.SerializeAsString()) ==
          v1::REFUSAL_UNKNOWN_KEY);
  }
  SECTION("under the name of a trusted key") {
    const test::SigningKey stranger;
    envelope.set_signature(stranger.sign(Domain::command, envelope.command()));
    CHECK(refusal_of(speaker, envelope.SerializeAsString()) ==
          v1::REFUSAL_BAD_SIGNATURE);
  }
  SECTION("with a signature that was made for a receipt") {
    envelope.set_signature(
        speaker.key.sign(Domain::receipt, envelope.command()));
    CHECK(refusal_of(speaker, envelope.SerializeAsString()) ==
          v1::REFUSAL_BAD_SIGNATURE);
  }
}

TEST_CASE("R06: an altered command is refused as altered") {
  test::Speaker speaker;
  auto envelope = envelope_of(speaker.sign(speaker.opening("open")));
  auto altered = speaker.opening("open");
  altered.mutable_open_session()->set_max_seconds(1800);
  envelope.set_command(altered.SerializeAsString());

  CHECK(refusal_of(speaker, envelope.SerializeAsString()) ==
        v1::REFUSAL_BAD_SIGNATURE);
}

TEST_CASE("R06: a command with any byte flipped never reaches the parser") {
  test::Speaker speaker;
  speaker.open_session();
  const auto command = speaker.probes("c1", {"wifi.link"});
  const auto payload = speaker.sign(command);
  REQUIRE(open_envelope(payload, speaker.keys(), speaker.clock()).has_value());

  for (std::size_t i = 0; i < payload.size(); ++i) {
    for (const int mask : {0x01, 0x80, 0xff}) {
      auto altered = payload;
      altered[i] = static_cast<char>(altered[i] ^ mask);
      // read_command() takes only what open_envelope() lets through.
      CHECK(
          open_envelope(altered, speaker.keys(), speaker.clock()).has_error());
      speaker.assist().receive(altered);
    }
  }
  speaker.settle();

  CHECK(speaker.probes_started.empty());
  speaker.receive(payload);
  CHECK(speaker.probes_started.size() == 1);
}

TEST_CASE("R08: a command for somebody else is refused") {
  test::Speaker speaker;
  auto command = speaker.opening("open");
  SECTION("another device") {
    command.set_device("bathroom");
  }
  SECTION("another tenant") {
    command.set_tenant("evil");
  }

  CHECK(refusal_of(speaker, command) == v1::REFUSAL_WRONG_DEVICE);
}

TEST_CASE("R09: an expired command is refused when the clock is trusted") {
  test::Speaker speaker;
  const auto command = speaker.opening("open");
  speaker.clock().advance(65s + 1ms);
  SECTION("trusted") {
    CHECK(refusal_of(speaker, command) == v1::REFUSAL_EXPIRED);
  }
  SECTION("trusted, but the command does not say when it expires") {
    auto eternal = speaker.opening("eternal");
    eternal.clear_expires_unix_ms();
    CHECK(refusal_of(speaker, eternal) == v1::REFUSAL_EXPIRED);
  }
  SECTION("not trusted") {
    speaker.clock().set_trusted(false);
    speaker.receive(command);
    CHECK(speaker.assist().session());
  }
}

TEST_CASE("R09: without a clock the session tells that a command has expired") {
  test::Speaker speaker;
  speaker.clock().set_trusted(false);
  speaker.open_session();
  const auto command = speaker.in_session("late");

  speaker.clock().advance(65s + 1ms);

  CHECK(refusal_of(speaker, command) == v1::REFUSAL_EXPIRED);
}

TEST_CASE("a command that is hardly late is taken") {
  test::Speaker speaker;
  const auto command = speaker.opening("open");
  speaker.clock().advance(65s);

  speaker.receive(command);

  CHECK(speaker.assist().session());
}

TEST_CASE("a verb of a newer cloud is refused as unsupported") {
  test::Speaker speaker;
  speaker.open_session();
  const auto known = speaker.in_session("c1").SerializeAsString();
  const auto bytes = known + unknown_field(25, "");

  CHECK(refusal_of(speaker, speaker.sign_bytes(bytes)) ==
        v1::REFUSAL_UNSUPPORTED);
  CHECK(speaker.replies.sent[0].command_id() == "c1");
}

TEST_CASE("a field of a newer cloud is ignored") {
  test::Speaker speaker;
  speaker.open_session();
  const auto known = speaker.probes("c1", {"wifi.link"}).SerializeAsString();

  speaker.receive(speaker.sign_bytes(known + unknown_field(900, "")));

  CHECK(speaker.probes_started.size() == 1);
}

TEST_CASE("probes are refused that this speaker has not, or too many") {
  test::Speaker speaker;
  speaker.open_session();

  CHECK(refusal_of(speaker, speaker.probes("c1", {"wifi.link", "nope"})) ==
        v1::REFUSAL_UNSUPPORTED);
  CHECK(refusal_of(speaker, speaker.probes("c2", {})) == v1::REFUSAL_MALFORMED);
  const std::vector<std::string> many(33, "wifi.link");
  CHECK(refusal_of(speaker, speaker.probes("c3", many)) ==
        v1::REFUSAL_MALFORMED);
  CHECK(speaker.probes_started.empty());
}

TEST_CASE("rubbish is refused as malformed, however it is cut") {
  test::Speaker speaker;
  const auto payload = speaker.sign(speaker.opening("open"));
  CHECK(refusal_of(speaker, "") == v1::REFUSAL_MALFORMED);
  CHECK(refusal_of(speaker, std::string(300, '\xff')) == v1::REFUSAL_MALFORMED);
  CHECK(refusal_of(speaker, speaker.sign_bytes("\xff\xff")) ==
        v1::REFUSAL_MALFORMED);

  for (std::size_t size = 0; size < payload.size(); ++size)
    speaker.assist().receive(std::string_view(payload).substr(0, size));
  speaker.settle();

  CHECK(!speaker.assist().session());
  CHECK(speaker.audit_count("session_opened") == 0);
}

TEST_CASE("a signed command with a field beyond its limit is malformed") {
  test::Speaker speaker;
  auto command = speaker.opening("open");
  SECTION("no id") {
    command.clear_id();
  }
  SECTION("a long id") {
    command.set_id(std::string(65, 'x'));
    CHECK(refusal_of(speaker, speaker.sign(command)) == v1::REFUSAL_MALFORMED);
    return;
  }
  SECTION("no session") {
    command.clear_session();
  }
  SECTION("nobody asks") {
    command.clear_operator_();
  }
  SECTION("an operator with a novel of a name") {
    command.set_operator_(std::string(129, 'x'));
  }
  SECTION("a reason like a novel") {
    command.set_reason(std::string(513, 'x'));
  }

  CHECK(refusal_of(speaker, speaker.sign(command)) == v1::REFUSAL_MALFORMED);
}

TEST_CASE("a command that is too large is refused unread") {
  test::Speaker speaker;
  auto command = speaker.opening("open");
  command.set_reason(std::string(max_command_bytes, 'x'));

  CHECK(refusal_of(speaker, speaker.sign(command)) == v1::REFUSAL_TOO_LARGE);
  CHECK(refusal_of(speaker, std::string(1 << 20, 'x')) ==
        v1::REFUSAL_TOO_LARGE);
  speaker.replies.sent.clear();
  speaker.assist().refuse_too_large(100000);
  speaker.settle();
  CHECK(speaker.replies.sent.at(0).refusal() == v1::REFUSAL_TOO_LARGE);
}

TEST_CASE("a flood of rubbish is answered and counted, not written down") {
  test::Speaker speaker;
  for (int i = 0; i < 500; ++i)
    speaker.assist().receive("rubbish");
  speaker.settle();
  CHECK(speaker.replies.sent.size() == 500);
  CHECK(speaker.audit_count("command_refused") == RefusalMeter::burst);

  speaker.advance(RefusalMeter::refill);
  speaker.receive(std::string("rubbish"));

  CHECK(speaker.audit_count("command_refused") == RefusalMeter::burst + 1);
  CHECK(speaker.audit_text().find("480 more were refused") !=
        std::string::npos);
}
