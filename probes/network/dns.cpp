#include "probes/network/dns.hpp"

#include <algorithm>
#include <random>

#include "probes/findings.hpp"
#include "probes/network/anchors.hpp"
#include "probes/network/dns_servers.hpp"

namespace soundcheck::network {

namespace {

using Servers = std::vector<DnsServer>;

constexpr std::size_t max_servers = 3;  // the C library asks no more (MAXNS)
constexpr int repetitions = 2;          // a lost packet is no dead server

/// A question, and where its answer belongs.
struct Errand {
  std::size_t server;
  bool made_up;
};

/// Asks all of them at once and puts each answer in its place.
Task<void> run(Resolver& resolver,
               const std::vector<std::string>& addresses,
               const std::vector<Errand>& errands,
               const Profile::Network& limits,
               const std::string& made_up,
               Servers& servers) {
  std::vector<DnsQuestion> questions;
  questions.reserve(errands.size());
  for (const auto& errand : errands) {
    questions.push_back(
        {addresses[errand.server], errand.made_up ? made_up : limits.dns_name});
  }
  auto answers = co_await resolver.ask(questions, limits.dns_timeout);
  if (!answers)
    co_return answers.error();
  for (std::size_t i = 0; i < errands.size() && i < answers->size(); ++i) {
    auto& server = servers[errands[i].server];
    auto& list = errands[i].made_up ? server.made_up : server.answers;
    list.push_back(std::move((*answers)[i]));
  }
  co_return Result<void>();
}

std::vector<Errand> first_errands(std::size_t servers) {
  std::vector<Errand> errands;
  for (std::size_t i = 0; i < servers; ++i) {
    errands.push_back({i, false});
    errands.push_back({i, true});
  }
  return errands;
}

std::vector<Errand> second_errands(const Servers& servers, double slow_ms) {
  std::vector<Errand> errands;
  for (std::size_t i = 0; i < servers.size(); ++i) {
    if (doubtful(servers[i], slow_ms))
      errands.insert(errands.end(), repetitions, {i, false});
    if (servers[i].invents())
      errands.push_back({i, true});
  }
  return errands;
}

std::string summary_of(const std::vector<Finding>& findings) {
  struct Row {
    const char *id, *words;
  };
  static constexpr Row rows[] = {
      {"network.anchors_silent",
       "neither DNS nor the internet behind the router answers"},
      {"network.dns_no_answer", "no DNS server answers"},
      {"network.dns_wrong_answer", "DNS answers without an address"},
      {"network.dns_hijacked", "DNS answers what is not true"},
      {"network.dns_slow", "DNS answers slowly"},
      {"network.dns_some_silent", "not every DNS server is of use"},
  };
  for (const auto& row : rows) {
    for (const auto& finding : findings) {
      if (finding.id == row.id && finding.presence == Presence::present)
        return row.words;
    }
  }
  return "every DNS server answers";
}

Verdict no_server() {
  const char* why = "no DNS server is configured";
  return {Outcome::failed,
          why,
          {{"servers", 0, "count"}},
          {{"network.no_dns_server", Presence::present, why},
           unknown_finding("network.dns_no_answer", why),
           unknown_finding("network.dns_some_silent", why),
           unknown_finding("network.dns_wrong_answer", why),
           unknown_finding("network.dns_slow", why),
           unknown_finding("network.dns_hijacked", why),
           unknown_finding("network.anchors_silent", why)}};
}

Verdict judge(const Servers& servers,
              Finding anchors,
              const Profile::Network& limits) {
  const auto total = static_cast<double>(servers.size());
  Verdict verdict{Outcome::passed, "", {{"servers", total, "count"}}, {}};
  for (std::size_t i = 0; i < servers.size(); ++i) {
    if (const auto time = servers[i].median_ms()) {
      verdict.measurements.push_back(
          {"server" + std::to_string(i + 1), *time, "ms"});
    }
  }
  verdict.findings = judge_servers(servers, limits);
  verdict.findings.push_back(std::move(anchors));
  verdict.outcome = outcome_of(
      verdict.findings, {"network.anchors_silent", "network.dns_hijacked"});
  verdict.summary = summary_of(verdict.findings);
  return verdict;
}

}  // namespace

Task<Verdict> check_dns(Resolver& resolver,
                        Path& path,
                        Profile::Network limits,
                        std::vector<std::string> made_up,
                        Progress& progress) {
  progress.report(0, "reading the list of DNS servers");
  auto addresses = co_await resolver.servers();
  if (!addresses)
    co_return addresses.error().during("reading the list of DNS servers");
  if (addresses->empty())
    co_return no_server();
  addresses->resize(std::min(addresses->size(), max_servers));

  Servers servers(addresses->size());
  progress.report(0.1, "asking each DNS server");
  auto errands = first_errands(servers.size());
  auto asked =
      co_await run(resolver, *addresses, errands, limits, made_up[0], servers);
  if (!asked)
    co_return asked.error().during("asking the DNS servers");

  errands = second_errands(servers, limits.dns_slow_ms);
  if (!errands.empty()) {
    progress.report(0.4, "asking again");
    asked = co_await run(resolver, *addresses, errands, limits, made_up[1],
                         servers);
    if (!asked)
      co_return asked.error().during("asking the DNS servers");
  }
  auto anchors = unknown_finding("network.anchors_silent",
                                 "not asked, because DNS answers");
  const bool useless = std::none_of(servers.begin(), servers.end(),
                                    [](const auto& s) { return s.good(); });
  if (useless) {
    progress.report(0.8, "asking hosts whose addresses are known");
    const auto asked_anchors =
        co_await ask_anchors(path, limits.anchors, limits.dns_timeout);
    anchors = judge_anchors("network.anchors_silent", asked_anchors);
  }
  co_return judge(servers, std::move(anchors), limits);
}

std::vector<std::string> made_up_names() {
  constexpr int letters = 12;
  std::random_device random;
  std::uniform_int_distribution<int> letter('a', 'z');
  std::vector<std::string> names(2);
  for (auto& name : names) {
    for (int i = 0; i < letters; ++i)
      name += static_cast<char>(letter(random));
    name += ".com";
  }
  return names;
}

}  // namespace soundcheck::network
