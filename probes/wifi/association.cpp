#include "probes/wifi/association.hpp"

#include <algorithm>
#include <span>

#include "probes/findings.hpp"
#include "probes/wifi/join_findings.hpp"

namespace soundcheck::wifi {

namespace {

using namespace std::chrono_literals;
using Kind = ConnectionEvent::Kind;

/// Long enough to know whether it was ever in this network.
constexpr auto remembered = 24h;
/// What was heard within it needs no new scan, when the failures are known.
constexpr auto heard_lately = 30s;
constexpr auto scan_slack = 500ms;
/// A scan that was under way already may have heard us that long before.
constexpr auto scan_time = 4s;

void append(std::vector<ConnectionEvent>& list,
            const std::vector<ConnectionEvent>& more) {
  list.insert(list.end(), more.begin(), more.end());
}

int count_of(const SupplicantNews& news, Kind kind) {
  return static_cast<int>(
      std::count_if(news.events.begin(), news.events.end(),
                    [kind](const auto& event) { return event.kind == kind; }));
}

/// Two of a kind are a pattern; what happened before we listened, since
/// `begun`, counts too, and what is told twice counts once. `events` outlives
/// it and stays as it is meanwhile.
std::function<bool(const SupplicantNews&)> enough_after(
    const std::vector<ConnectionEvent>& events,
    std::chrono::milliseconds begun) {
  return [&events, begun](const SupplicantNews& news) {
    if (count_of(news, Kind::associated) > 0)
      return true;
    auto all = events;
    append(all, news.events);
    const auto now = all.empty() ? begun : all.back().monotonic;
    const auto trials = trials_of(all, now, begun);
    return (count_of(news, Kind::key_failed) > 0 &&
            trials.key_failures + trials.handshakes_timed_out >= 2) ||
           (count_of(news, Kind::rejected) > 0 && trials.refusals >= 2) ||
           trials.handshakes_unheard >= 2 ||
           count_of(news, Kind::network_not_found) >= 2 ||
           count_of(news, Kind::scan_failed) >= 3;
  };
}

bool is_joined(const WifiLink& link,
               const std::optional<SupplicantState>& supplicant) {
  if (!link.associated)
    return false;
  if (link.authorized)
    return *link.authorized;
  // A driver that does not tell leaves it to the supplicant, if there is one.
  return !supplicant || supplicant->completed;
}

std::string reason_of(const Error& error) {
  return error.code == Errc::denied
             ? "denied: needs CAP_NET_ADMIN or the supplicant's socket"
             : "no supplicant that could be asked: " + error.what;
}

Verdict verdict_of(const JoinSituation& situation,
                   const Profile::Wifi& limits) {
  Verdict verdict{Outcome::passed, "", {}, findings_of(situation, limits)};
  if (situation.joined) {
    // Healthy in spite of what an old failure leaves open.
    const bool ill = outcome_of(verdict.findings) == Outcome::failed;
    verdict.outcome = ill ? Outcome::failed : Outcome::passed;
    verdict.summary =
        ill ? evidence_of(verdict.findings, Presence::present) : "joined";
    return verdict;
  }
  const auto& trials = situation.trials;
  const auto count = [&verdict](const char* name, int value) {
    verdict.measurements.push_back({name, static_cast<double>(value), "count"});
  };
  count("scans", situation.scans);
  count("access_points", situation.sight.heard);
  count("key_failures", trials.key_failures);
  count("refusals", trials.refusals);
  const auto& ours = situation.sight.ours;
  const auto signal =
      ours.empty() ? situation.sight.last_signal_dbm : ours.front().signal_dbm;
  if (signal)
    verdict.measurements.push_back(
        {ours.empty() ? "last_signal" : "signal", double(*signal), "dBm"});
  // Without a link nothing is healthy, even when no cause shows.
  const bool named = outcome_of(verdict.findings) == Outcome::failed;
  verdict.outcome = named ? Outcome::failed : Outcome::inconclusive;
  verdict.summary = "not joined: ";
  verdict.summary += named ? evidence_of(verdict.findings, Presence::present)
                           : "the cause does not show yet";
  return verdict;
}

bool radio_works(const RadioState& radio) {
  return radio.present && radio.up && radio.block == RadioState::Block::none;
}

bool has_joined(std::span<const ConnectionEvent> events) {
  return std::any_of(events.begin(), events.end(), [](const auto& event) {
    return event.kind == Kind::associated;
  });
}

/// What to wait for when patience is at its end. Without a single scan nobody
/// can say what is on the air, and one that is under way takes some seconds.
/// After one failed key exchange, or one refusal, the supplicant rests before
/// the next, which tells whether the first was chance. Empty: nothing.
std::function<bool(const SupplicantNews&)> worth_waiting(
    const std::vector<ConnectionEvent>& events,
    int scans,
    std::chrono::milliseconds now,
    std::chrono::milliseconds begun) {
  const auto enough = enough_after(events, begun);
  const auto trials = trials_of(events, now, begun);
  if (trials.key_failures + trials.handshakes_timed_out == 1 ||
      trials.refusals == 1)
    return enough;
  if (scans > 0)
    return {};
  return [enough](const SupplicantNews& later) {
    return later.scans > 0 || enough(later);
  };
}

/// Listens until `events` tell enough, or patience ends. Gives how many scans
/// came to their end.
Task<int> listen(Supplicant& supplicant,
                 Clock& clock,
                 std::vector<ConnectionEvent>& events) {
  const auto begun = clock.monotonic();
  const auto enough = enough_after(events, begun);
  const auto news = co_await supplicant.listen(join_patience, true, enough);
  if (!news)
    co_return news.error();
  const bool told = enough(*news);
  append(events, news->events);
  if (told)
    co_return news->scans;
  const auto more =
      worth_waiting(events, news->scans, clock.monotonic(), begun);
  if (!more)
    co_return news->scans;
  const auto later = co_await supplicant.listen(more_patience, false, more);
  if (!later)
    co_return later.error();
  append(events, later->events);
  co_return news->scans + later->scans;
}

/// Of what was heard and of what the log tells, whichever is later says best
/// how loud the access point was before it was lost.
void keep_level(const NetworkSight& heard,
                std::chrono::milliseconds now,
                JoinTrials& trials) {
  if (heard.ours.empty())
    return;
  const auto& loudest = heard.ours.front();
  trials.last_bssid = loudest.bssid;
  const auto heard_at = now - loudest.age.value_or(0ms);
  if (loudest.signal_dbm &&
      (!trials.last_signal_dbm || heard_at >= trials.last_signal_at)) {
    trials.last_signal_dbm = loudest.signal_dbm;
    trials.last_signal_at = heard_at;
  }
}

/// Listens when what is known already does not say it all. Gives the age up to
/// which an access point counts as heard now.
Task<std::chrono::milliseconds> look(Radio& radio,
                                     Supplicant& supplicant,
                                     Clock& clock,
                                     std::vector<ConnectionEvent>& events,
                                     JoinSituation& situation) {
  const auto begun = clock.monotonic();
  const LostAccessPoint unknown;
  const auto& wanted = situation.supplicant->networks;
  const auto heard = co_await radio.heard();
  if (!heard)
    co_return heard.error();
  const auto before = sight_of(*heard, heard_lately, wanted, unknown);
  const auto& trials = situation.trials;
  if (!before.ours.empty() &&
      (trials.key_failures >= 2 || trials.refusals >= 2))
    co_return std::chrono::milliseconds(heard_lately);

  const auto known = events.size();
  const auto scans = co_await listen(supplicant, clock, events);
  if (!scans)
    co_return scans.error();
  situation.scans = *scans;
  situation.joined = has_joined(std::span(events).subspan(known));
  situation.trials = trials_of(events, clock.monotonic(), begun);
  keep_level(before, begun, situation.trials);
  if (*scans == 0)
    co_return std::chrono::milliseconds(heard_lately);
  const std::chrono::milliseconds before_us =
      *scans > 1 ? std::chrono::milliseconds(scan_slack) : scan_time;
  co_return clock.monotonic() - begun + before_us;
}

/// What can be known without asking anybody to do anything.
Task<JoinSituation> read_situation(Radio& radio, Supplicant& supplicant) {
  JoinSituation situation;
  const auto state = co_await radio.state();
  if (!state)
    co_return state.error().during("reading the radio's state");
  situation.radio = *state;
  if (!radio_works(*state))
    co_return situation;
  const auto link = co_await radio.link();
  if (!link)
    co_return link.error().during("reading the Wi-Fi link");
  auto asked = co_await supplicant.state();
  if (asked)
    situation.supplicant = std::move(*asked);
  else
    situation.why_no_supplicant = reason_of(asked.error());
  situation.joined = is_joined(*link, situation.supplicant);
  co_return situation;
}

}  // namespace

Task<Verdict> check_association(Radio& radio,
                                Supplicant& supplicant,
                                ConnectionLog& log,
                                Clock& clock,
                                Profile::Wifi limits,
                                Progress& progress) {
  progress.report(0, "reading the radio's state");
  auto situation = co_await read_situation(radio, supplicant);
  if (!situation)
    co_return situation.error();
  std::vector<ConnectionEvent> events;
  auto past = co_await log.recent(remembered);
  if (past)  // else nobody watched, and there is only what comes now
    events = std::move(*past);
  situation->trials = trials_of(events, clock.monotonic());
  if (situation->joined || !radio_works(situation->radio) ||
      !situation->supplicant || situation->supplicant->networks.empty()) {
    co_return verdict_of(*situation, limits);
  }

  progress.report(0.1, "listening to how joining the network goes");
  const auto fresh =
      co_await look(radio, supplicant, clock, events, *situation);
  if (!fresh)
    co_return fresh.error().during("listening to the supplicant");
  progress.report(0.95, "looking for the network");
  const auto heard = co_await radio.heard();
  if (!heard)
    co_return heard.error().during("reading what was heard");
  const auto& trials = situation->trials;
  LostAccessPoint lost{trials.last_bssid, trials.last_signal_dbm, {}};
  if (trials.last_signal_dbm)
    lost.age = clock.monotonic() - trials.last_signal_at;
  situation->sight =
      sight_of(*heard, *fresh, situation->supplicant->networks, lost);
  co_return verdict_of(*situation, limits);
}

}  // namespace soundcheck::wifi
