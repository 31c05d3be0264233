#include "probes/network/broker.hpp"

#include "probes/findings.hpp"

namespace soundcheck::network {

namespace {

/// MQTT 3.1.1, 3.2.2.3.
std::string connack_words(int reason) {
  switch (reason) {
    case 1:
      return "it refuses the version of MQTT";
    case 2:
      return "it refuses the client id";
    case 3:
      return "it says that its service is unavailable";
    case 4:
      return "it refuses the user name or password";
    case 5:
      return "it says that this device is not authorised";
    default:
      return "it refuses with reason " + std::to_string(reason);
  }
}

std::string where_it_ended(const BrokerState& state) {
  switch (state.reached) {
    case BrokerStage::name:
      return "the broker's name does not resolve";
    case BrokerStage::connect:
      return state.refused ? "the connection is refused"
                           : "no answer to the connection attempt";
    case BrokerStage::tls:
      if (!state.certificate_trusted)
        return "the broker's certificate does not verify";
      return state.certificate_accepted
                 ? "connected, but TLS gets no answer"
                 : "it refuses this device's certificate";
    case BrokerStage::session:
      return state.connack ? connack_words(*state.connack)
                           : "encrypted, but MQTT gets no answer";
    case BrokerStage::online:
      return "connected";
  }
  return "";
}

/// Present, absent, or unknown where the way ended before it could show.
Finding sign(const std::string& id,
             bool present,
             bool passed,
             const BrokerState& state) {
  const auto evidence = where_it_ended(state);
  if (!present && !passed)
    return unknown_finding(id, evidence);
  return judged(id, present, evidence);
}

std::vector<Finding> judge(const BrokerState& state) {
  const auto reached = state.reached;
  const bool answers_tls = reached > BrokerStage::tls ||
                           !state.certificate_trusted ||
                           !state.certificate_accepted;
  const bool silent = reached == BrokerStage::connect ||
                      (reached == BrokerStage::tls && !answers_tls);
  const bool refuses =
      reached == BrokerStage::session || !state.certificate_accepted;
  return {
      sign("network.broker_no_answer", silent, answers_tls, state),
      sign("network.broker_untrusted", !state.certificate_trusted,
           reached > BrokerStage::tls || !state.certificate_accepted, state),
      sign("network.broker_refuses", refuses, reached == BrokerStage::online,
           state),
  };
}

}  // namespace

Task<Verdict> check_broker(BrokerLink& broker, Progress& progress) {
  progress.report(0, "asking the daemon for its connection");
  const auto state = co_await broker.state();
  if (!state)
    co_return state.error();

  Verdict verdict{Outcome::passed, "", {}, judge(*state)};
  if (state->round_trip) {
    const auto us = static_cast<double>(state->round_trip->count());
    verdict.measurements.push_back({"rtt", us / 1000, "ms"});
  }
  verdict.outcome = outcome_of(verdict.findings);
  verdict.summary = "the broker: " + where_it_ended(*state);
  co_return verdict;
}

}  // namespace soundcheck::network
