#include "probes/network/conflict.hpp"

#include "probes/findings.hpp"
#include "probes/network/routes.hpp"

namespace soundcheck::network {

namespace {

std::vector<InterfaceAddress> own_addresses(const NetworkState& state,
                                            const std::string& wanted) {
  const auto name = main_interface(state, wanted);
  std::vector<InterfaceAddress> own;
  for (const auto& address : state.addresses) {
    const bool ours = name.empty() || address.interface_name == name;
    if (ours && !address.ipv6 && !address.link_local)
      own.push_back(address);
  }
  return own;
}

}  // namespace

Task<Verdict> check_conflict(Network& network,
                             Profile::Network limits,
                             Progress& progress) {
  const auto state = co_await network.state();
  if (!state)
    co_return state.error().during("reading the addresses");
  const auto own = own_addresses(*state, limits.interface_name);
  if (own.empty())
    co_return Error(Errc::unsupported, "there is no IPv4 address to ask for");

  progress.report(0.1, "asking who else has this address");
  int claimed = 0;
  for (const auto& address : own) {
    const auto answer =
        co_await network.claimed(address.address, address.interface_name);
    if (!answer)
      co_return answer.error().during("asking who else has this address");
    claimed += *answer ? 1 : 0;
  }
  Verdict verdict{Outcome::passed, "", {}, {}};
  verdict.findings = {
      judged("network.address_claimed", claimed > 0,
             claimed > 0 ? "another host answers for this board's address"
                         : "nobody else answers for this board's address")};
  verdict.outcome = outcome_of(verdict.findings);
  verdict.summary = verdict.findings[0].evidence;
  co_return verdict;
}

}  // namespace soundcheck::network
