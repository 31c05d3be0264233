#include "probes/network/broker.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"
#include "tests/support/verdicts.hpp"

using namespace soundcheck;
using namespace std::chrono_literals;
using test::presence;

namespace {

class FakeBrokerLink final : public BrokerLink {
 public:
  explicit FakeBrokerLink(Result<BrokerState> state)
      : state_(std::move(state)) {}
  Task<BrokerState> state() override { co_return state_; }

 private:
  Result<BrokerState> state_;
};

Result<Verdict> check(Result<BrokerState> state) {
  FakeBrokerLink link(std::move(state));
  test::Steps steps;
  return test::run(network::check_broker(link, steps));
}

BrokerState ended_at(BrokerStage stage) {
  BrokerState state;
  state.reached = stage;
  return state;
}

}  // namespace

TEST_CASE("a connection that stands passes, with its round trip") {
  auto online = ended_at(BrokerStage::online);
  online.round_trip = 12ms;

  const auto verdict = check(online);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(verdict->findings.size() == 3);
  for (const auto& finding : verdict->findings)
    CHECK(finding.presence == Presence::absent);
  CHECK(test::measured(*verdict, "rtt") == 12);
}

TEST_CASE("a broker that cannot be reached is told from one that refuses") {
  auto refused = ended_at(BrokerStage::connect);
  refused.refused = true;
  const auto [state, words] = GENERATE_REF(table<BrokerState, std::string>(
      {{ended_at(BrokerStage::connect), "no answer to the connection attempt"},
       {refused, "the connection is refused"},
       {ended_at(BrokerStage::tls), "connected, but TLS gets no answer"}}));

  const auto verdict = check(state);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::failed);
  CHECK(presence(*verdict, "network.broker_no_answer") == Presence::present);
  CHECK(presence(*verdict, "network.broker_untrusted") == Presence::unknown);
  CHECK(presence(*verdict, "network.broker_refuses") == Presence::unknown);
  CHECK(verdict->summary == "the broker: " + words);
}

TEST_CASE("a certificate that does not verify ends it before any refusal") {
  auto state = ended_at(BrokerStage::tls);
  state.certificate_trusted = false;

  const auto verdict = check(state);

  REQUIRE(verdict);
  CHECK(presence(*verdict, "network.broker_no_answer") == Presence::absent);
  CHECK(presence(*verdict, "network.broker_untrusted") == Presence::present);
  CHECK(presence(*verdict, "network.broker_refuses") == Presence::unknown);
}

TEST_CASE("a broker refuses by its TLS, by its CONNACK, or by silence") {
  auto by_tls = ended_at(BrokerStage::tls);
  by_tls.certificate_accepted = false;
  auto by_connack = ended_at(BrokerStage::session);
  by_connack.connack = 5;
  const auto [state, words] = GENERATE_REF(table<BrokerState, std::string>(
      {{by_tls, "it refuses this device's certificate"},
       {by_connack, "it says that this device is not authorised"},
       {ended_at(BrokerStage::session),
        "encrypted, but MQTT gets no answer"}}));

  const auto verdict = check(state);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::failed);
  CHECK(presence(*verdict, "network.broker_refuses") == Presence::present);
  CHECK(presence(*verdict, "network.broker_no_answer") == Presence::absent);
  CHECK(presence(*verdict, "network.broker_untrusted") == Presence::absent);
  CHECK(verdict->summary == "the broker: " + words);
}

TEST_CASE("every reason of a CONNACK has its words") {
  std::set<std::string> words;
  for (int reason = 1; reason <= 6; ++reason) {
    auto state = ended_at(BrokerStage::session);
    state.connack = reason;
    words.insert(check(state)->summary);
  }

  CHECK(words.size() == 6);
}

TEST_CASE("a name that does not resolve says nothing of the broker") {
  const auto verdict = check(ended_at(BrokerStage::name));

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::inconclusive);
  for (const auto& finding : verdict->findings)
    CHECK(finding.presence == Presence::unknown);
}

TEST_CASE("without a daemon there is no connection to ask about") {
  NoBrokerLink link;
  test::Steps steps;

  const auto verdict = test::run(network::check_broker(link, steps));

  REQUIRE(!verdict);
  CHECK(verdict.error().code == Errc::unsupported);
}
