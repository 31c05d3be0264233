#include "probes/network/loss.hpp"

#include <algorithm>
#include <cmath>

#include "probes/findings.hpp"
#include "probes/network/routes.hpp"

namespace soundcheck::network {

namespace {

using namespace std::chrono_literals;

constexpr int first_count = 50;
constexpr int more_count = 150;
constexpr auto interval = 20ms;
constexpr std::size_t max_anchors = 2;
constexpr double sureness = 2.33;  // standard deviations: 99 % on one side

/// Losses of one host over all series, and the latest round trip.
struct Tally {
  int sent = 0;
  int received = 0;
  std::optional<double> median_ms;

  void add(const EchoSeries& series) {
    sent += series.sent;
    received += series.received;
    if (series.median)
      median_ms = static_cast<double>(series.median->count()) / 1000;
  }
  double loss() const {
    return sent > 0 ? static_cast<double>(sent - received) / sent : 1;
  }
  /// What the share of lost packets is at least (Wilson's interval), so that a
  /// few lost ones of a few prove nothing.
  double surely_lost() const {
    const double n = std::max(sent, 1);
    const double z2 = sureness * sureness;
    const double p = loss();
    const double spread =
        sureness * std::sqrt(p * (1 - p) / n + z2 / (4 * n * n));
    return (p + z2 / (2 * n) - spread) / (1 + z2 / n);
  }
};

/// The router, where it has an address, and the anchors.
struct Tallies {
  std::optional<Tally> router;
  std::vector<Tally> anchors;

  void add(const std::vector<EchoSeries>& series) {
    const std::size_t first = router ? 1 : 0;
    if (router && !series.empty())
      router->add(series.front());
    for (std::size_t i = 0; i + first < series.size(); ++i)
      anchors[i].add(series[i + first]);
  }
  /// One anchor may have trouble of its own.
  const Tally& best() const {
    return *std::min_element(
        anchors.begin(), anchors.end(),
        [](const auto& a, const auto& b) { return a.loss() < b.loss(); });
  }
  bool router_answers() const { return router && router->received > 0; }
  double delay_ms() const {
    return best().median_ms.value_or(0) -
           (router_answers() ? router->median_ms.value_or(0) : 0);
  }
};

std::string percent(double share) {
  return decimal(100 * share, 0) + " %";
}

Finding judge_loss(const Tallies& tallies, double limit) {
  const std::string id = "network.provider_loss";
  const auto& best = tallies.best();
  auto evidence = percent(best.loss()) + " of " + std::to_string(best.sent) +
                  " packets lost behind the router";
  if (best.loss() <= limit)
    return judged(id, false, evidence);
  if (!tallies.router_answers())
    return unknown_finding(id, evidence + " or at it, which answers no pings");
  evidence += ", " + percent(tallies.router->loss()) + " before it";
  if (best.surely_lost() > std::max(limit, tallies.router->loss()))
    return judged(id, true, evidence);
  if (tallies.router->loss() > limit)
    return judged(id, false, evidence);
  return unknown_finding(id, evidence + ": too few to be sure");
}

Finding judge_delay(const Tallies& tallies, double limit_ms) {
  const auto delay = tallies.delay_ms();
  return judged("network.provider_slow", delay > limit_ms,
                decimal(delay, 0) + " ms behind the router, limit " +
                    decimal(limit_ms, 0) + " ms");
}

std::vector<std::string> hosts_of(const NetworkState& state,
                                  const Profile::Network& limits,
                                  Tallies& tallies) {
  std::vector<std::string> hosts;
  if (const auto* route = gateway_route(state, false, limits.interface_name)) {
    hosts.push_back(route->gateway);
    tallies.router.emplace();
  }
  const auto anchors = std::min(limits.anchors.size(), max_anchors);
  hosts.insert(hosts.end(), limits.anchors.begin(),
               limits.anchors.begin() + static_cast<std::ptrdiff_t>(anchors));
  tallies.anchors.resize(anchors);
  return hosts;
}

Verdict judge(const Tallies& tallies, const Profile::Network& limits) {
  const auto& best = tallies.best();
  Verdict verdict{Outcome::passed, "", {}, {}};
  verdict.measurements = {{"loss", 100 * best.loss(), "%"},
                          {"rtt", best.median_ms.value_or(0), "ms"}};
  if (tallies.router_answers()) {
    verdict.measurements.push_back(
        {"router_loss", 100 * tallies.router->loss(), "%"});
  }
  verdict.findings = {judge_loss(tallies, limits.provider_loss_percent / 100),
                      judge_delay(tallies, limits.provider_delay_ms)};
  verdict.outcome = outcome_of(verdict.findings);
  verdict.summary =
      verdict.findings[0].evidence + "; " + verdict.findings[1].evidence;
  return verdict;
}

}  // namespace

Task<Verdict> check_loss(Network& network,
                         Path& path,
                         Profile::Network limits,
                         Progress& progress) {
  if (limits.anchors.empty())
    co_return Error(Errc::unsupported, "the profile names no anchors");
  const auto state = co_await network.state();
  if (!state)
    co_return state.error().during("reading the default routes");
  Tallies tallies;
  const auto hosts = hosts_of(*state, limits, tallies);
  progress.report(0.1, "counting what comes back");
  auto series = co_await path.echo(hosts, first_count, interval);
  if (!series)
    co_return series.error().during("sending echo requests");
  tallies.add(*series);
  if (tallies.best().received == 0)
    co_return Error(Errc::unsupported, "no anchor answers echo requests");

  const bool doubtful =
      tallies.best().loss() > limits.provider_loss_percent / 100 ||
      tallies.delay_ms() > limits.provider_delay_ms;
  if (doubtful) {
    progress.report(0.4, "counting again, with more packets");
    series = co_await path.echo(hosts, more_count, interval);
    if (!series)
      co_return series.error().during("sending echo requests");
    tallies.add(*series);
  }
  co_return judge(tallies, limits);
}

}  // namespace soundcheck::network
