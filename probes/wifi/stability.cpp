#include "probes/wifi/stability.hpp"

#include "probes/findings.hpp"
#include "probes/wifi/stability_rules.hpp"

namespace soundcheck::wifi {

namespace {

/// Where an access point was before is told by the last association, which may
/// lie long back.
constexpr std::chrono::hours memory{24};

std::vector<Measurement> measurements_of(
    const Lately& lately,
    const WifiLink& link,
    const std::vector<AccessPoint>& heard) {
  int farewells = 0, of_a_day = 0;
  for (const auto& event : lately.last(storm_window))
    farewells += is_farewell(event);
  for (const auto& event : lately.events)
    of_a_day += is_farewell(event);
  std::vector<Measurement> list = {
      {"disconnections", static_cast<double>(farewells), "count"},
      {"disconnections_24h", static_cast<double>(of_a_day), "count"},
      {"roams", static_cast<double>(count_roams(lately)), "count"},
      {"channel_changes", static_cast<double>(count_channel_changes(lately)),
       "count"}};
  if (const auto margin = stronger_by(link, heard))
    list.push_back({"other_stronger_by", static_cast<double>(*margin), "dB"});
  return list;
}

}  // namespace

Task<Verdict> check_stability(Radio& radio,
                              ConnectionLog& log,
                              const Clock& clock,
                              Progress& progress) {
  progress.report(0, "reading what happened to the Wi-Fi link");
  const auto link = co_await radio.link();
  if (!link)
    co_return link.error().during("reading the Wi-Fi link");
  const auto events = co_await log.recent(memory);
  if (!events)
    co_return events.error().during("reading the journal");
  const auto heard = co_await radio.heard();
  const auto around = heard ? *heard : std::vector<AccessPoint>();

  const Lately lately{*events, clock.monotonic()};
  Verdict verdict{
      Outcome::passed, "", measurements_of(lately, *link, around), {}};
  verdict.findings = {
      judge_storm(lately),
      judge_unprotected(lately),
      judge_channel(lately),
      judge_ping_pong(lately),
      judge_slow_roam(lately),
      heard ? judge_sticky(*link, around)
            : unknown_finding("wifi.sticky_access_point", heard.error().what)};
  // Who is not associated now still has a past to be judged by.
  const std::vector<std::string> may_be_unknown = {"wifi.sticky_access_point"};
  verdict.outcome = outcome_of(verdict.findings, may_be_unknown);
  const auto wrong = evidence_of(verdict.findings, Presence::present);
  verdict.summary = verdict.outcome == Outcome::passed ? "the association held"
                    : verdict.outcome == Outcome::failed
                        ? wrong
                        : "not everything was seen";
  co_return verdict;
}

}  // namespace soundcheck::wifi
