#include <catch2/catch.hpp>

#include "tests/support/result_printer.hpp"
#include "tests/unit/agent/assist/refusal_of.hpp"
#include "tests/unit/agent/assist/root.hpp"

using namespace soundcheck;
using namespace soundcheck::assist;
using namespace std::chrono_literals;
using test::envelope_of;
using test::refusal_of;

namespace {

constexpr std::size_t all_classes = consent_classes;
ConsentClass class_of_test_verb = ConsentClass::disruptive;

Admitted<Errand> plan_test_verb(const v1::Command&, const Checkup&) {
  return Errand{class_of_test_verb, "The speaker restarts.", "音箱将重启。"};
}

boost::asio::awaitable<v1::Reply> run_test_verb(const Reach&, Order, Watch) {
  co_return succeeded();
}

const Verb test_verb = {.kind = v1::Command::kDiagnose,
                        .name = "test",
                        .opens_session = false,
                        .under_policy = true,
                        .exclusive = true,
                        .plan = plan_test_verb,
                        .run = run_test_verb};

/// "diagnose" has the class that a test wants.
const Verb* verbs_of_test(v1::Command::VerbCase kind) {
  return kind == test_verb.kind ? &test_verb : find_verb(kind);
}

/// Ann and Bob are operators of a speaker that has a root.
struct Operators {
  explicit Operators(v1::KeyRole ann = v1::KEY_ROLE_ADMIN,
                     v1::KeyRole bob = v1::KEY_ROLE_ADMIN,
                     Policy policy = {})
      : speaker(test::open_door(policy)) {
    root.install(speaker.folder);
    speaker.verbs = verbs_of_test;
    speaker.reboot();
    root.add("ops", speaker.key, ann);
    root.add("ops-2", second_key, bob, "bob");
    publish();
  }
  void publish() { speaker.receive_keys(root.seal()); }
  void publish_next() {
    root.manifest.set_version(root.manifest.version() + 1);
    publish();
  }
  v1::Command act() {
    auto command = speaker.in_session("act");
    command.mutable_diagnose();
    return command;
  }
  std::string signed_by_both(const v1::Command& command,
                             const test::SigningKey& second,
                             const std::string& second_id) const {
    auto envelope = envelope_of(speaker.sign(command));
    envelope.set_keys_version(root.manifest.version());
    envelope.set_signature(signature_of(envelope, speaker.key));
    envelope.set_second_key_id(second_id);
    envelope.set_second_signature(signature_of(envelope, second));
    return envelope.SerializeAsString();
  }
  std::string signed_by_both(const v1::Command& command) const {
    return signed_by_both(command, second_key, "ops-2");
  }
  std::string under_keys(const v1::Command& command,
                         std::uint64_t version) const {
    auto envelope = envelope_of(speaker.sign(command));
    envelope.set_keys_version(version);
    envelope.set_signature(signature_of(envelope, speaker.key));
    return envelope.SerializeAsString();
  }
  /// Of a refusal that is an answer to a command that was read.
  v1::Refusal answer(const std::string& id) const {
    const auto finals = speaker.replies.finals(id);
    REQUIRE(finals.size() == 1);
    return finals[0].refusal();
  }

  test::Speaker speaker;
  test::Root root;
  test::SigningKey second_key;
};

Policy permissive() {
  Policy policy;
  policy.rules.fill(Rule::allow);
  return policy;
}

}  // namespace

TEST_CASE("a speaker with a root obeys whom the manifest names") {
  Operators f;

  f.speaker.open_session();

  CHECK(f.speaker.assist().session());
  CHECK(f.speaker.audit_text().find("\"keys_taken\"") != std::string::npos);
}

TEST_CASE("R19: a revoked key is refused, also after a restart") {
  Operators f;
  f.root.manifest.add_revoked("ops");
  f.publish_next();
  CHECK(refusal_of(f.speaker, f.speaker.sign(f.speaker.opening("open"))) ==
        v1::REFUSAL_KEY_REVOKED);

  f.speaker.reboot();

  CHECK(refusal_of(f.speaker, f.speaker.sign(f.speaker.opening("open"))) ==
        v1::REFUSAL_KEY_REVOKED);
}

TEST_CASE("R19: nothing is done before the newest revocations are here") {
  Operators f;
  auto command = f.under_keys(f.speaker.opening("open"), 2);

  CHECK(refusal_of(f.speaker, command) == v1::REFUSAL_KEYS_OUTDATED);
  CHECK(f.speaker.replies.sent[0].command_id().empty());
  CHECK(!f.speaker.assist().session());

  f.publish_next();
  f.speaker.receive(command);

  CHECK(f.speaker.assist().session());
}

TEST_CASE("a revocation ends what its key has begun") {
  Operators f;
  f.speaker.open_session();
  f.speaker.receive(f.speaker.probes("c1", {"wifi.link"}));
  REQUIRE(f.speaker.assist().running() == "run_probes");
  f.root.manifest.add_revoked("ops");

  f.publish_next();

  CHECK(!f.speaker.assist().session());
  CHECK(f.speaker.assist().running().empty());
  REQUIRE(f.speaker.replies.finals("c1").size() == 1);
  CHECK(f.speaker.replies.finals("c1")[0].state() == v1::REPLY_STATE_CANCELLED);
  CHECK(f.speaker.audit_text().find("the key that opened it was withdrawn") !=
        std::string::npos);
}

TEST_CASE("a session outlives the change to its operator's next key") {
  Operators f;
  f.speaker.open_session();
  const test::SigningKey next;
  f.root.add("ops-next", next);
  f.publish_next();
  auto envelope =
      envelope_of(f.speaker.sign(f.speaker.probes("c1", {"wifi.link"})));
  envelope.set_key_id("ops-next");
  envelope.set_signature(signature_of(envelope, next));

  f.speaker.receive(envelope.SerializeAsString());

  CHECK(f.speaker.probes_started.size() == 1);
}

TEST_CASE("R09: a key beyond its time is refused when the clock is trusted") {
  Operators f;
  const auto now = f.speaker.clock().wall().count();
  f.root.manifest.mutable_keys(0)->set_not_after_unix_ms(now - 6000);
  f.publish_next();
  const auto command = f.speaker.sign(f.speaker.opening("open"));

  CHECK(refusal_of(f.speaker, command) == v1::REFUSAL_KEY_EXPIRED);
  f.speaker.clock().set_trusted(false);
  f.speaker.receive(command);

  CHECK(f.speaker.assist().session());
}

TEST_CASE("a manifest that is refused is told in the audit log, once") {
  Operators f;
  const test::Root stranger;

  f.speaker.receive_keys(stranger.seal());
  f.speaker.receive_keys(f.root.seal());

  CHECK(f.speaker.audit_count("keys_refused") == 1);
  CHECK(f.speaker.audit_count("keys_taken") == 1);
  f.speaker.open_session();
}

TEST_CASE("R10: a key commands what its role allows, and nothing else") {
  struct Row {
    v1::KeyRole role;
    bool may[all_classes];  // as ConsentClass
  };
  const auto row = GENERATE(values<Row>(
      {{v1::KEY_ROLE_UNSPECIFIED, {}},
       {v1::KEY_ROLE_VIEWER, {true, true}},
       {v1::KEY_ROLE_SUPPORT_1, {true, true, true}},
       {v1::KEY_ROLE_SUPPORT_2, {true, true, true, true, false, true}},
       {v1::KEY_ROLE_QA, {true, true, true, false, false, true}},
       {v1::KEY_ROLE_ADMIN, {true, true, true, true, true, true}},
       {v1::KEY_ROLE_SERVICE, {}},
       {static_cast<v1::KeyRole>(99), {}}}));
  const auto number = GENERATE(range(std::size_t{0}, all_classes));
  class_of_test_verb = static_cast<ConsentClass>(number);
  Operators f(v1::KEY_ROLE_ADMIN, v1::KEY_ROLE_ADMIN, permissive());
  f.speaker.open_session();
  f.root.manifest.mutable_keys(0)->set_role(row.role);
  f.publish_next();

  f.speaker.receive(f.signed_by_both(f.act()));

  CAPTURE(row.role, number);
  CHECK(f.answer("act") ==
        (row.may[number] ? v1::REFUSAL_UNSPECIFIED : v1::REFUSAL_ROLE));
}

TEST_CASE("R12: a disruptive command needs two operators and the owner") {
  class_of_test_verb = ConsentClass::disruptive;
  Operators f;
  f.speaker.open_session();
  SECTION("both, and the owner is asked") {
    f.speaker.receive(f.signed_by_both(f.act()));
    REQUIRE(f.speaker.assist().pending().size() == 1);
    REQUIRE(f.speaker.assist().answer("act", true));
    f.speaker.settle();
    CHECK(f.answer("act") == v1::REFUSAL_UNSPECIFIED);
    return;
  }
  SECTION("one alone") {
    f.speaker.receive(f.act());
  }
  SECTION("the same twice") {
    f.speaker.receive(f.signed_by_both(f.act(), f.speaker.key, "ops"));
  }
  SECTION("one operator with two keys") {
    const test::SigningKey next;
    f.root.add("ops-next", next);
    f.publish_next();
    f.speaker.receive(f.signed_by_both(f.act(), next, "ops-next"));
  }
  SECTION("a second whose role may not") {
    f.root.manifest.mutable_keys(1)->set_role(v1::KEY_ROLE_SUPPORT_2);
    f.publish_next();
    f.speaker.receive(f.signed_by_both(f.act()));
  }

  CHECK(f.answer("act") == v1::REFUSAL_SECOND_OPERATOR);
  CHECK(f.speaker.assist().pending().empty());
}

TEST_CASE("a second signature must be good wherever it is") {
  Operators f;
  f.speaker.open_session();
  auto envelope =
      envelope_of(f.signed_by_both(f.speaker.probes("c1", {"wifi.link"})));
  SECTION("of a stranger") {
    envelope.set_second_key_id("mallory");
    CHECK(refusal_of(f.speaker, envelope.SerializeAsString()) ==
          v1::REFUSAL_UNKNOWN_KEY);
  }
  SECTION("of another command") {
    envelope.set_second_signature(
        f.second_key.sign(Domain::command, envelope.command()));
    CHECK(refusal_of(f.speaker, envelope.SerializeAsString()) ==
          v1::REFUSAL_BAD_SIGNATURE);
  }
  SECTION("none, but a name") {
    envelope.clear_second_signature();
    CHECK(refusal_of(f.speaker, envelope.SerializeAsString()) ==
          v1::REFUSAL_BAD_SIGNATURE);
  }
  SECTION("revoked") {
    f.root.manifest.add_revoked("ops-2");
    f.publish_next();
    CHECK(refusal_of(f.speaker, envelope.SerializeAsString()) ==
          v1::REFUSAL_KEY_REVOKED);
  }

  CHECK(f.speaker.probes_started.empty());
}

TEST_CASE("R06: a command of two operators with any byte flipped is refused") {
  Operators f;
  f.speaker.open_session();
  const auto payload = f.signed_by_both(f.act());
  REQUIRE(
      open_envelope(payload, f.speaker.keys(), f.speaker.clock()).has_value());

  for (std::size_t i = 0; i < payload.size(); ++i) {
    for (const int mask : {0x01, 0x80, 0xff}) {
      auto altered = payload;
      altered[i] = static_cast<char>(altered[i] ^ mask);
      CHECK(open_envelope(altered, f.speaker.keys(), f.speaker.clock())
                .has_error());
    }
  }
}
