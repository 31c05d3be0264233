#include "probes/network/address.hpp"

#include <algorithm>

#include "probes/findings.hpp"
#include "probes/network/routes.hpp"

namespace soundcheck::network {

namespace {

/// Keeps what belongs to the interface that matters.
NetworkState select(NetworkState state, const std::string& wanted) {
  const auto name = main_interface(state, wanted);
  if (name.empty())
    return state;
  std::erase_if(state.interfaces, [&](const NetworkInterface& interface) {
    return interface.name != name;
  });
  std::erase_if(state.addresses, [&](const InterfaceAddress& address) {
    return address.interface_name != name;
  });
  std::erase_if(state.default_routes, [&](const DefaultRoute& route) {
    return route.interface_name != name;
  });
  return state;
}

bool usable(const InterfaceAddress& address) {
  return !address.link_local && !address.tentative && !address.duplicate;
}

Finding judge_carrier(const NetworkState& state) {
  const auto& interfaces = state.interfaces;
  const bool up = std::any_of(interfaces.begin(), interfaces.end(),
                              [](const auto& i) { return i.up; });
  const bool carrier =
      std::any_of(interfaces.begin(), interfaces.end(),
                  [](const auto& i) { return i.up && i.carrier; });
  const char* evidence = interfaces.empty() ? "no such network interface"
                         : !up              ? "the interface is down"
                         : !carrier         ? "up, but no carrier"
                                            : "carrier";
  return {"network.no_carrier", presence_if(!carrier), evidence};
}

Finding judge_address(const NetworkState& state) {
  const auto& all = state.addresses;
  const auto count = [&all](auto predicate) {
    return std::count_if(all.begin(), all.end(), predicate);
  };
  const auto good = count(usable);
  const auto local = count([](const auto& a) { return a.link_local; });
  const auto undecided =
      count([](const auto& a) { return a.tentative && !a.link_local; });
  if (good == 0 && undecided > 0) {
    return unknown_finding("network.no_address",
                           "duplicate address detection still runs");
  }
  const std::string evidence =
      good > 0    ? std::to_string(good) + " usable addresses"
      : local > 0 ? "only link-local addresses, as without an answer of DHCP"
                  : "no usable address";
  return {"network.no_address", presence_if(good == 0), evidence};
}

Finding judge_route(const NetworkState& state) {
  const auto routes = state.default_routes.size();
  return {"network.no_default_route", presence_if(routes == 0),
          std::to_string(routes) + " default routes"};
}

Finding judge_duplicate(const NetworkState& state) {
  const auto twice =
      std::count_if(state.addresses.begin(), state.addresses.end(),
                    [](const auto& address) { return address.duplicate; });
  return {"network.duplicate_address", presence_if(twice > 0),
          std::to_string(twice) + " addresses that another host has too"};
}

std::string summary_of(const Verdict& verdict) {
  std::string problems;
  for (const auto& finding : verdict.findings) {
    if (finding.presence == Presence::absent)
      continue;
    problems += problems.empty() ? "" : "; ";
    problems += finding.evidence;
  }
  return problems.empty() ? "link, address and default route are there"
                          : problems;
}

std::vector<Measurement> measurements_of(const NetworkState& state) {
  const auto usable_of = [&state](bool ipv6) {
    return static_cast<double>(
        std::count_if(state.addresses.begin(), state.addresses.end(),
                      [ipv6](const auto& address) {
                        return address.ipv6 == ipv6 && usable(address);
                      }));
  };
  return {
      {"interfaces", static_cast<double>(state.interfaces.size()), "count"},
      {"ipv4_addresses", usable_of(false), "count"},
      {"ipv6_addresses", usable_of(true), "count"},
      {"default_routes", static_cast<double>(state.default_routes.size()),
       "count"},
  };
}

}  // namespace

Task<Verdict> check_address(Network& network,
                            Profile::Network limits,
                            Progress& progress) {
  progress.report(0, "reading interfaces, addresses and routes");
  auto all = co_await network.state();
  if (!all)
    co_return all.error().during("reading the network's state");
  const auto state = select(std::move(*all), limits.interface_name);

  Verdict verdict{Outcome::passed, "", measurements_of(state), {}};
  verdict.findings = {judge_carrier(state), judge_address(state),
                      judge_route(state), judge_duplicate(state)};
  verdict.outcome = outcome_of(verdict.findings);
  verdict.summary = summary_of(verdict);
  co_return verdict;
}

}  // namespace soundcheck::network
