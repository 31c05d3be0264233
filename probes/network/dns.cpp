#include "probes/network/dns.hpp"

#include <algorithm>
#include <cstdio>

#include "probes/findings.hpp"

namespace soundcheck::network {

namespace {

using Answers = std::vector<DnsAnswer>;

constexpr std::size_t max_servers = 3;  // the C library asks no more (MAXNS)

std::string server_name(std::size_t index) {
  return "DNS server " + std::to_string(index + 1);
}

bool silent(const DnsAnswer& answer) {
  return answer.status == DnsStatus::no_answer;
}

bool wrong(const DnsAnswer& answer) {
  return !silent(answer) && answer.status != DnsStatus::answered;
}

double milliseconds(const DnsAnswer& answer) {
  return static_cast<double>(answer.duration.count()) / 1000;
}

/// "DNS server 1: answered; DNS server 2: no_answer"
std::string describe(const Answers& answers) {
  std::string text;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    text += (i == 0 ? "" : "; ") + server_name(i) + ": " +
            std::string(to_string(answers[i].status));
  }
  return text;
}

/// Over the servers that answered at all, rightly or not.
std::optional<double> mean_ms(const Answers& answers) {
  double sum = 0;
  int count = 0;
  for (const auto& answer : answers) {
    if (silent(answer))
      continue;
    sum += milliseconds(answer);
    ++count;
  }
  return count > 0 ? std::optional(sum / count) : std::nullopt;
}

/// A mean of 500 ms is where Chromium calls DNS a problem (dns_latency).
Finding judge_time(std::optional<double> mean, double limit_ms) {
  if (!mean)
    return unknown_finding("network.dns_slow", "no server answered");
  char evidence[96];
  std::snprintf(evidence, sizeof evidence, "mean %.0f ms, limit %.0f ms", *mean,
                limit_ms);
  return {"network.dns_slow", presence_if(*mean > limit_ms), evidence};
}

std::vector<Finding> judge(const Answers& answers, double slow_ms) {
  const auto all = static_cast<std::ptrdiff_t>(answers.size());
  const auto dead = std::count_if(answers.begin(), answers.end(), silent);
  const auto lying = std::count_if(answers.begin(), answers.end(), wrong);
  const auto evidence = describe(answers);
  return {
      {"network.no_dns_server", Presence::absent,
       std::to_string(all) + " configured"},
      {"network.dns_no_answer", presence_if(dead == all), evidence},
      {"network.dns_some_silent", presence_if(dead > 0 && dead < all),
       evidence},
      {"network.dns_wrong_answer",
       dead == all ? Presence::unknown : presence_if(lying > 0), evidence},
      judge_time(mean_ms(answers), slow_ms),
  };
}

std::string summary_of(const std::vector<Finding>& findings) {
  const auto present = [&findings](std::string_view id) {
    return std::any_of(findings.begin(), findings.end(), [&](const auto& f) {
      return f.id == id && f.presence == Presence::present;
    });
  };
  if (present("network.dns_no_answer"))
    return "no DNS server answers";
  if (present("network.dns_wrong_answer"))
    return "a DNS server answers without an address";
  if (present("network.dns_some_silent"))
    return "not every DNS server answers";
  if (present("network.dns_slow"))
    return "DNS answers slowly";
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
           unknown_finding("network.dns_slow", why)}};
}

}  // namespace

Task<Verdict> check_dns(Resolver& resolver,
                        Profile::Network limits,
                        Progress& progress) {
  progress.report(0, "reading the list of DNS servers");
  auto servers = co_await resolver.servers();
  if (!servers)
    co_return servers.error().during("reading the list of DNS servers");
  if (servers->empty())
    co_return no_server();
  servers->resize(std::min(servers->size(), max_servers));

  const auto total = static_cast<double>(servers->size());
  Verdict verdict{Outcome::passed, "", {{"servers", total, "count"}}, {}};
  Answers answers;
  for (std::size_t i = 0; i < servers->size(); ++i) {
    const auto name = server_name(i);
    progress.report(static_cast<double>(i) / total, "asking " + name);
    auto answer = co_await resolver.ask((*servers)[i], limits.dns_name,
                                        limits.dns_timeout);
    if (!answer)
      co_return answer.error().during("asking " + name);
    if (!silent(*answer)) {
      verdict.measurements.push_back(
          {"server" + std::to_string(i + 1), milliseconds(*answer), "ms"});
    }
    answers.push_back(std::move(*answer));
  }
  verdict.findings = judge(answers, limits.dns_slow_ms);
  verdict.outcome = outcome_of(verdict.findings);
  verdict.summary = summary_of(verdict.findings);
  co_return verdict;
}

}  // namespace soundcheck::network
