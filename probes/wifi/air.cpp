#include "probes/wifi/air.hpp"

#include <algorithm>

#include "probes/findings.hpp"
#include "probes/wifi/air_picture.hpp"

namespace soundcheck::wifi {

namespace {

using namespace std::chrono_literals;

constexpr int windows = 5;
constexpr auto window_length = 400ms;

/// The windows, while the driver has anything to tell in them.
Task<std::vector<AirWindow>> watch_channel(Radio& radio,
                                           Clock& clock,
                                           AirPicture& picture,
                                           Progress& progress) {
  std::vector<AirWindow> seen;
  auto last = co_await radio.channel();
  if (!last)
    co_return last.error();
  picture.noise_dbm = last->noise_dbm;
  // Without a time on the channel there will be none later either.
  for (int i = 0; i < windows && last->active_ms; ++i) {
    progress.report(0.1 + 0.15 * i, "watching the channel");
    const auto slept = co_await clock.sleep(window_length);
    if (!slept)
      co_return slept.error();
    const auto next = co_await radio.channel();
    if (!next)
      co_return next.error();
    seen.push_back(window_between(*last, *next));
    last = next;
  }
  co_return seen;
}

Task<std::optional<std::chrono::microseconds>> ask_router(
    Network& network,
    std::string interface_name) {
  std::optional<std::chrono::microseconds> none;
  const auto state = co_await network.state();
  if (!state)
    co_return state.error();
  for (const auto& route : state->default_routes) {
    if (route.interface_name != interface_name || route.gateway.empty())
      continue;
    const auto answer = co_await network.reach(route.gateway, interface_name);
    if (!answer)
      co_return answer.error();
    co_return answer->rtt_median;
  }
  co_return none;
}

std::optional<double> load_of(const std::vector<AccessPoint>& heard) {
  for (const auto& one : heard) {
    if (one.associated)
      return one.load_percent;
  }
  return std::nullopt;
}

}  // namespace

Task<Verdict> check_air(Radio& radio,
                        Network& network,
                        Clock& clock,
                        Profile::Wifi limits,
                        Progress& progress) {
  progress.report(0, "reading the Wi-Fi link");
  AirPicture picture;
  const auto link = co_await radio.link();
  if (!link)
    co_return link.error().during("reading the Wi-Fi link");
  if (!link->associated)
    co_return Error(Errc::unsupported, "not associated");
  picture.link = *link;
  if (const auto state = co_await radio.state())
    picture.bluetooth_links = state->bluetooth_links;
  if (const auto heard = co_await radio.heard())
    picture.load_percent = load_of(*heard);
  auto seen = co_await watch_channel(radio, clock, picture, progress);
  if (seen)
    picture.windows = std::move(*seen);
  else if (seen.error().code != Errc::unsupported)
    co_return seen.error().during("watching the channel");
  if (!picture.tells_anything())
    co_return Error(Errc::unsupported, "the driver tells nothing of the air");
  progress.report(0.9, "asking the router");
  // Without an answer the later probes say more of it than this one could.
  if (const auto rtt = co_await ask_router(network, link->interface_name))
    picture.router_rtt = *rtt;

  Verdict verdict{Outcome::passed, "", measurements_of(picture, limits),
                  findings_of(picture, limits)};
  const bool ill = outcome_of(verdict.findings) == Outcome::failed;
  const bool blind = std::all_of(
      verdict.findings.begin(), verdict.findings.end(),
      [](const auto& one) { return one.presence == Presence::unknown; });
  verdict.outcome = ill     ? Outcome::failed
                    : blind ? Outcome::inconclusive
                            : Outcome::passed;
  verdict.summary =
      ill     ? evidence_of(verdict.findings, Presence::present)
      : blind ? "too little to judge the air by"
              : "nothing is wrong with the air, as far as the driver tells";
  co_return verdict;
}

}  // namespace soundcheck::wifi
