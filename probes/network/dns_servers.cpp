#include "probes/network/dns_servers.hpp"

#include <algorithm>
#include <cstdio>

#include "probes/findings.hpp"

namespace soundcheck::network {

namespace {

using Servers = std::vector<DnsServer>;

/// Where the system stops asking; on anything else it tries the next server
/// (resolv.conf(5), and what glibc makes of SERVFAIL and of nonsense).
bool final_for_the_system(DnsStatus status) {
  return status == DnsStatus::answered || status == DnsStatus::nx_domain ||
         status == DnsStatus::no_data;
}

/// The server whose answer the system takes.
const DnsServer* first_taken(const Servers& servers) {
  const auto taken =
      std::find_if(servers.begin(), servers.end(), [](const DnsServer& server) {
        return final_for_the_system(server.best().status);
      });
  return taken == servers.end() ? nullptr : &*taken;
}

/// "DNS server 1: answered; DNS server 2: no_answer"
std::string describe(const Servers& servers) {
  std::string text;
  for (std::size_t i = 0; i < servers.size(); ++i) {
    text += (i == 0 ? "DNS server " : "; DNS server ") + std::to_string(i + 1) +
            ": " + std::string(to_string(servers[i].best().status));
  }
  return text;
}

/// Chromium calls DNS a problem beyond 500 ms (dns_latency).
Finding judge_time(const DnsServer* taken, double limit_ms) {
  const auto time = taken ? taken->median_ms() : std::nullopt;
  if (!time)
    return unknown_finding("network.dns_slow", "no server answered");
  char evidence[96];
  std::snprintf(evidence, sizeof evidence, "answers in %.0f ms, limit %.0f ms",
                *time, limit_ms);
  return {"network.dns_slow", presence_if(*time > limit_ms), evidence};
}

bool outside(const std::vector<std::string>& addresses,
             const std::vector<std::string>& pinned) {
  return std::any_of(
      addresses.begin(), addresses.end(), [&](const auto& address) {
        return std::find(pinned.begin(), pinned.end(), address) == pinned.end();
      });
}

/// A random label that resolves is Chromium's sign of a DNS that lies; where
/// the profile pins the addresses of its own name, another one is, too.
Finding judge_honesty(const Servers& servers,
                      const std::vector<std::string>& pinned) {
  const std::string id = "network.dns_hijacked";
  const auto* taken = first_taken(servers);
  const bool strange = taken && taken->good() && !pinned.empty() &&
                       outside(taken->best().addresses, pinned);
  if (strange)
    return judged(id, true, "our name has an address that is not ours");
  const bool invents = std::any_of(servers.begin(), servers.end(),
                                   [](const auto& s) { return s.invents(); });
  if (invents)
    return judged(id, true, "names that nobody has get an address");
  const bool told =
      std::any_of(servers.begin(), servers.end(), [](const auto& server) {
        return !server.made_up.empty() &&
               server.made_up.front().status != DnsStatus::no_answer;
      });
  if (!told)
    return unknown_finding(id, "no answer for a name that nobody has");
  return judged(id, false, "a name that nobody has gets no address");
}

int rank(DnsStatus status) {
  if (status == DnsStatus::answered)
    return 2;
  return status == DnsStatus::no_answer ? 0 : 1;
}

}  // namespace

const DnsAnswer& DnsServer::best() const {
  return *std::max_element(answers.begin(), answers.end(),
                           [](const auto& a, const auto& b) {
                             return rank(a.status) < rank(b.status);
                           });
}

std::optional<double> DnsServer::median_ms() const {
  std::vector<double> times;
  for (const auto& answer : answers) {
    if (answer.status != DnsStatus::no_answer)
      times.push_back(static_cast<double>(answer.duration.count()) / 1000);
  }
  if (times.empty())
    return std::nullopt;
  std::sort(times.begin(), times.end());
  return times[(times.size() - 1) / 2];
}

bool DnsServer::invents() const {
  return !made_up.empty() &&
         std::all_of(made_up.begin(), made_up.end(), [](const auto& answer) {
           return answer.status == DnsStatus::answered;
         });
}

bool doubtful(const DnsServer& server, double slow_ms) {
  return !server.good() || server.median_ms().value_or(0) > slow_ms;
}

std::vector<Finding> judge_servers(const Servers& servers,
                                   const Profile::Network& limits) {
  const auto all = servers.size();
  const auto count = [&servers](auto predicate) {
    return static_cast<std::size_t>(
        std::count_if(servers.begin(), servers.end(), predicate));
  };
  const auto dead = count([](const auto& s) { return s.silent(); });
  const auto good = count([](const auto& s) { return s.good(); });
  const auto* taken = first_taken(servers);
  const bool resolves = taken && taken->good();
  const auto evidence = describe(servers);
  return {
      judged("network.no_dns_server", false,
             std::to_string(all) + " configured"),
      judged("network.dns_no_answer", dead == all, evidence),
      judged("network.dns_some_silent", resolves && good < all, evidence),
      {"network.dns_wrong_answer",
       dead == all ? Presence::unknown : presence_if(!resolves), evidence},
      judge_time(resolves ? taken : nullptr, limits.dns_slow_ms),
      judge_honesty(servers, limits.dns_pinned),
  };
}

}  // namespace soundcheck::network
