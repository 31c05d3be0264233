#include "probes/network/gateway.hpp"

#include <algorithm>
#include <cstdio>

#include "probes/findings.hpp"
#include "probes/network/routes.hpp"

namespace soundcheck::network {

namespace {

/// The best route with a gateway of each family, IPv4 first.
std::vector<DefaultRoute> gateways_of(const NetworkState& state,
                                      const std::string& interface_name) {
  std::vector<DefaultRoute> gateways;
  for (const bool ipv6 : {false, true}) {
    if (const auto* route = gateway_route(state, ipv6, interface_name))
      gateways.push_back(*route);
  }
  return gateways;
}

Verdict nobody_to_ask(const std::string& why) {
  return {Outcome::inconclusive,
          why,
          {},
          {unknown_finding("network.gateway_no_answer", why),
           unknown_finding("network.gateway_slow", why)}};
}

std::string name_of(const DefaultRoute& route) {
  return route.ipv6 ? "the IPv6 gateway" : "the IPv4 gateway";
}

double milliseconds(std::chrono::microseconds time) {
  return static_cast<double>(time.count()) / 1000;
}

std::string describe(const DefaultRoute& route, const Reachability& answer) {
  std::string text = name_of(route);
  text +=
      answer.answered ? " answers (" + answer.method + ")" : " does not answer";
  if (!answer.neighbour_state.empty())
    text += ", neighbour " + answer.neighbour_state;
  return text;
}

/// 150 ms to a host of one's own network is far above what Wi-Fi with power
/// saving takes (one beacon interval, 100 ms); 1500 ms, Chromium's limit in
/// gateway_can_be_pinged, lets nearly everything pass.
Finding judge_time(std::optional<std::chrono::microseconds> time,
                   double limit_ms) {
  if (!time)
    return unknown_finding("network.gateway_slow", "no round trip was timed");
  char evidence[96];
  std::snprintf(evidence, sizeof evidence,
                "median round trip %.1f ms, limit %.0f ms", milliseconds(*time),
                limit_ms);
  return {"network.gateway_slow", presence_if(milliseconds(*time) > limit_ms),
          evidence};
}

/// What asking all gateways came to.
struct Tally {
  bool answered = false;
  int sent = 0;
  int received = 0;
  std::optional<std::chrono::microseconds> time;
  std::string evidence;

  void add(const DefaultRoute& route, const Reachability& answer) {
    answered = answered || answer.answered;
    sent += answer.sent;
    received += answer.received;
    if (answer.rtt_median && (!time || *answer.rtt_median < *time))
      time = answer.rtt_median;
    evidence += (evidence.empty() ? "" : "; ") + describe(route, answer);
  }
};

Verdict judge(const Tally& tally, double limit_ms) {
  Verdict verdict{Outcome::passed, "", {}, {}};
  if (tally.time)
    verdict.measurements.push_back({"rtt", milliseconds(*tally.time), "ms"});
  if (tally.sent > 0) {
    verdict.measurements.push_back(
        {"loss", 100.0 * (tally.sent - tally.received) / tally.sent, "%"});
  }
  const auto slow =
      judge_time(tally.answered ? tally.time : std::nullopt, limit_ms);
  verdict.findings = {{"network.gateway_no_answer",
                       presence_if(!tally.answered), tally.evidence},
                      slow};
  // A gateway that answers only the neighbour protocol is there all the same.
  const std::vector<std::string> may_be_unknown = {"network.gateway_slow"};
  verdict.outcome = outcome_of(verdict.findings, may_be_unknown);
  verdict.summary = !tally.answered ? "the gateway does not answer"
                    : slow.presence == Presence::present
                        ? "the gateway is slow: " + slow.evidence
                        : "the gateway answers";
  return verdict;
}

}  // namespace

Task<Verdict> check_gateway(Network& network,
                            Profile::Network limits,
                            Progress& progress) {
  progress.report(0, "reading the default routes");
  const auto state = co_await network.state();
  if (!state)
    co_return state.error().during("reading the default routes");
  const auto gateways = gateways_of(*state, limits.interface_name);
  if (gateways.empty()) {
    co_return nobody_to_ask(state->default_routes.empty()
                                ? "no default route, so no gateway to ask"
                                : "no default route names a gateway");
  }
  Tally tally;
  std::optional<Error> failure;
  double done = 0;
  for (const auto& route : gateways) {
    progress.report(done / static_cast<double>(gateways.size()),
                    "asking " + name_of(route));
    const auto answer =
        co_await network.reach(route.gateway, route.interface_name);
    if (answer) {
      tally.add(route, *answer);
    } else {
      failure = answer.error().during("asking " + name_of(route));
    }
    ++done;
  }
  // One family that cannot be asked says nothing against the other.
  if (failure && !tally.answered)
    co_return *failure;
  co_return judge(tally, limits.gateway_rtt_ms);
}

}  // namespace soundcheck::network
