#include "probes/network/peers.hpp"

#include "probes/findings.hpp"
#include "probes/network/routes.hpp"

namespace soundcheck::network {

namespace {

std::string own_address(const NetworkState& state, const DefaultRoute& route) {
  for (const auto& address : state.addresses) {
    if (address.interface_name == route.interface_name && !address.ipv6 &&
        !address.link_local)
      return address.address;
  }
  return "";
}

}  // namespace

Task<Verdict> check_peers(Network& network,
                          Profile::Network limits,
                          Progress& progress) {
  const auto state = co_await network.state();
  if (!state)
    co_return state.error().during("reading the default routes");
  const auto* route = gateway_route(*state, false, limits.interface_name);
  const auto own = route ? own_address(*state, *route) : "";
  if (own.empty())
    co_return Error(Errc::unsupported, "there is no IPv4 home to listen to");

  progress.report(0.1, "listening for other devices of the home");
  const auto peers = co_await network.peers(*route, own);
  if (!peers)
    co_return peers.error().during("listening for other devices");
  if (peers->heard == 0) {
    co_return Error(Errc::unsupported,
                    "no other device of the home was heard just now");
  }
  Verdict verdict{Outcome::passed, "", {}, {}};
  verdict.measurements = {
      {"heard", static_cast<double>(peers->heard), "count"},
      {"answering", static_cast<double>(peers->answering), "count"}};
  verdict.findings = {judged("network.peers_silent", peers->answering == 0,
                             std::to_string(peers->answering) + " of " +
                                 std::to_string(peers->heard) +
                                 " devices that are there answer")};
  verdict.outcome = outcome_of(verdict.findings);
  verdict.summary = verdict.findings[0].evidence;
  co_return verdict;
}

}  // namespace soundcheck::network
