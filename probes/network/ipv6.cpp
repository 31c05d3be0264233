#include "probes/network/ipv6.hpp"

#include <algorithm>

#include "probes/findings.hpp"

namespace soundcheck::network {

namespace {

/// As long as programs wait before they try IPv4 as well (RFC 8305, 5).
constexpr double tolerable_ms = 250;

/// Unique local addresses (RFC 4193) lead nowhere outside.
bool global(const InterfaceAddress& address) {
  return address.ipv6 && !address.link_local && !address.tentative &&
         !address.duplicate && !address.address.starts_with("fc") &&
         !address.address.starts_with("fd");
}

bool has_ipv6(const NetworkState& state, const std::string& interface_name) {
  const auto ours = [&](const std::string& name) {
    return interface_name.empty() || name == interface_name;
  };
  return std::any_of(state.addresses.begin(), state.addresses.end(),
                     [&](const auto& address) {
                       return global(address) && ours(address.interface_name);
                     }) &&
         std::any_of(
             state.default_routes.begin(), state.default_routes.end(),
             [&](const auto& r) { return r.ipv6 && ours(r.interface_name); });
}

bool connected(const WebAnswer& answer) {
  return answer.reached > WebStage::connect;
}

double connect_ms(const WebAnswer& answer) {
  const auto time = answer.connect_time - answer.name_time;
  return static_cast<double>(time.count()) / 1000;
}

std::vector<Finding> judge(const WebAnswer& v4, const WebAnswer& v6) {
  const std::string silent = "network.ipv6_no_answer";
  const std::string slow = "network.ipv6_slow";
  if (!connected(v4) && !connected(v6)) {
    const auto* why = "no connection over IPv4 either";
    return {unknown_finding(silent, why), unknown_finding(slow, why)};
  }
  if (!connected(v6)) {
    const auto why = "no connection over IPv6, one over IPv4 in " +
                     decimal(connect_ms(v4), 0) + " ms";
    return {judged(silent, true, why), unknown_finding(slow, why)};
  }
  const auto v6_time =
      "connected over IPv6 in " + decimal(connect_ms(v6), 0) + " ms";
  if (!connected(v4))
    return {judged(silent, false, v6_time), judged(slow, false, v6_time)};
  return {
      judged(silent, false, v6_time),
      judged(slow, connect_ms(v6) - connect_ms(v4) >= tolerable_ms,
             v6_time + ", over IPv4 in " + decimal(connect_ms(v4), 0) + " ms")};
}

Verdict verdict_of(const WebAnswer& v4, const WebAnswer& v6) {
  Verdict verdict{Outcome::passed, "", {}, judge(v4, v6)};
  if (connected(v4))
    verdict.measurements.push_back({"ipv4_connect", connect_ms(v4), "ms"});
  if (connected(v6))
    verdict.measurements.push_back({"ipv6_connect", connect_ms(v6), "ms"});
  verdict.outcome = outcome_of(verdict.findings);
  verdict.summary = verdict.findings.back().evidence;
  return verdict;
}

/// Known for certain: what is not there cannot be broken.
Verdict without_ipv6() {
  const auto* why = "this home has no IPv6";
  return {Outcome::passed,
          why,
          {},
          {judged("network.ipv6_no_answer", false, why),
           judged("network.ipv6_slow", false, why)}};
}

WebRequest request_over(IpFamily family, const Profile::Network& limits) {
  WebRequest request;
  request.url = limits.http_url;
  request.timeout = limits.http_timeout;
  request.family = family;
  return request;
}

}  // namespace

Task<Verdict> check_ipv6(Network& network,
                         Web& web,
                         Profile::Network limits,
                         Progress& progress) {
  const auto state = co_await network.state();
  if (!state)
    co_return state.error().during("reading the network's state");
  if (!has_ipv6(*state, limits.interface_name))
    co_return without_ipv6();

  const std::vector<WebRequest> both = {request_over(IpFamily::ipv4, limits),
                                        request_over(IpFamily::ipv6, limits)};
  // Asked again before it is blamed, for a packet or a moment may be lost.
  std::vector<WebAnswer> answers;
  for (const double fraction : {0.1, 0.5}) {
    progress.report(fraction, "connecting over IPv4 and IPv6");
    auto asked = co_await web.get_all(both);
    if (!asked)
      co_return asked.error().during("connecting over IPv4 and IPv6");
    answers = std::move(*asked);
    if (answers[1].reached == WebStage::name) {
      co_return Error(Errc::unsupported,
                      "the profile's server has no IPv6 address");
    }
    const bool doubtful =
        outcome_of(judge(answers[0], answers[1])) != Outcome::passed;
    if (!doubtful)
      break;
  }
  co_return verdict_of(answers[0], answers[1]);
}

}  // namespace soundcheck::network
