#include "probes/system/resets.hpp"

#include "probes/findings.hpp"
#include "probes/system/ages.hpp"
#include "probes/system/start_ages.hpp"

namespace soundcheck::system {

using namespace std::chrono_literals;
using std::chrono::seconds;

namespace {

constexpr seconds day = 24h;
constexpr seconds week = 7 * day;
constexpr seconds loop_window = 30min;
constexpr int loop_starts = 3;

/// What happened, and how long ago by clocks that can be trusted.
struct History {
  const std::vector<Start>& starts;
  const std::vector<Age>& ages;
};

bool is_crash(StartReason reason) {
  return reason == StartReason::kernel_panic ||
         reason == StartReason::watchdog ||
         reason == StartReason::under_voltage ||
         reason == StartReason::overheat;
}

bool is_unasked_for(StartReason reason) {
  return reason != StartReason::orderly;
}

bool is_any(StartReason) {
  return true;
}

/// Those whose age is not known may or may not be in the window.
struct Count {
  int sure = 0, unsure = 0;
};

Count count(const History& history,
            seconds window,
            bool (*counts)(StartReason)) {
  Count found;
  for (std::size_t i = 0; i < history.starts.size(); ++i) {
    const auto& age = history.ages[i];
    if (counts(history.starts[i].reason) && age.at_least <= window)
      ++(age.exact ? found.sure : found.unsure);
  }
  return found;
}

std::string story_of(const Start& start, const ResetSigns& signs) {
  switch (start.reason) {
    case StartReason::kernel_panic:
      return start.headline.empty() ? "a crash without readable words"
                                    : start.headline;
    case StartReason::watchdog:
      return "the watchdog reset the speaker" +
             (signs.watchdog.empty() ? "" : " (" + signs.watchdog + ")");
    default:
      return std::string(to_string(start.reason)) + " ended the last run";
  }
}

/// `why_blind`: why nothing here would have noticed; empty when it would.
Finding judge_crash(const char* id,
                    StartReason reason,
                    const History& history,
                    const ResetSigns& signs,
                    std::string_view why_blind) {
  const auto& [starts, ages] = history;
  bool unsure = false;
  for (auto i = starts.size(); i-- > 0;) {
    if (starts[i].reason != reason)
      continue;
    const bool now = i + 1 == starts.size();
    const bool lately = ages[i].at_least <= day;
    if (now || (lately && ages[i].exact)) {
      return judged(id, true,
                    story_of(starts[i], signs) + "; started " +
                        in_words(ages[i].at_least) + " ago");
    }
    unsure |= lately;
  }
  if (!why_blind.empty())
    return unknown_finding(id, std::string(why_blind));
  if (unsure)
    return unknown_finding(id, "there was one, at a time that is not known");
  return judged(id, false, "none in the last 24 h");
}

Finding judge_supply(const History& history, const ResetSigns& signs) {
  constexpr auto* id = "system.brown_out";
  if (signs.supply_low == true)
    return judged(id, true, "the supply's voltage is critically low now");
  return judge_crash(
      id, StartReason::under_voltage, history, signs,
      signs.supply_low ? "" : "nothing here measures the supply");
}

Finding judge_loop(const History& history) {
  constexpr auto* id = "system.boot_loop";
  const auto [sure, unsure] = count(history, loop_window, is_unasked_for);
  auto text = "unasked-for starts in 30 min: " + std::to_string(sure) +
              " (limit " + std::to_string(loop_starts) + ")";
  if (sure < loop_starts && sure + unsure >= loop_starts) {
    text += ", and " + std::to_string(unsure) + " at a time that is not known";
    return unknown_finding(id, text);
  }
  return judged(id, sure >= loop_starts, text);
}

/// Nothing when starts of unknown age may have to be counted, too.
void measure(std::vector<Measurement>& list,
             const char* name,
             const Count& count) {
  if (count.unsure == 0)
    list.push_back({name, static_cast<double>(count.sure), "count"});
}

std::vector<Measurement> measurements_of(const History& history) {
  const auto uptime = history.ages.back().at_least;
  std::vector<Measurement> list = {
      {"uptime", static_cast<double>(uptime.count()), "s"},
      {"start_reason", static_cast<double>(history.starts.back().reason), ""}};
  measure(list, "starts_24h", count(history, day, is_any));
  measure(list, "crashes_7d", count(history, week, is_crash));
  return list;
}

bool is_blind(const ResetSigns& signs) {
  return !signs.why_no_crashes.empty() && !signs.watchdog_fired &&
         !signs.supply_low;
}

Result<Verdict> judge(const Starts& starts, const Clock& clock) {
  const auto& signs = starts.signs;
  const auto ages = ages_of(starts.list, clock, Believe::synchronised);
  const auto sensible = ages_of(starts.list, clock, Believe::sensible);
  const History history{starts.list, ages};
  Verdict verdict{};
  verdict.measurements = measurements_of(history);
  auto& findings = verdict.findings;
  findings.push_back(judge_crash("system.kernel_panic",
                                 StartReason::kernel_panic, history, signs,
                                 signs.why_no_crashes));
  findings.push_back(judge_crash(
      "system.watchdog_reset", StartReason::watchdog, history, signs,
      signs.watchdog_fired ? "" : "no watchdog here can tell"));
  findings.push_back(judge_supply(history, signs));
  findings.push_back(judge_loop({starts.list, sensible}));

  verdict.summary = evidence_of(findings, Presence::present);
  // What this board cannot tell takes nothing from what it can.
  verdict.outcome = verdict.summary.empty() ? Outcome::passed : Outcome::failed;
  if (verdict.outcome == Outcome::failed)
    return verdict;
  if (is_blind(signs)) {
    return Error(Errc::unsupported, "nothing here tells why it restarted: " +
                                        signs.why_no_crashes);
  }
  verdict.summary = "started " + in_words(ages.back().at_least) + " ago after ";
  verdict.summary += to_string(starts.list.back().reason);
  return verdict;
}

}  // namespace

Task<Verdict> check_resets(StartLog& log,
                           const Clock& clock,
                           Progress& progress) {
  progress.report(0, "reading why the speaker started");
  const auto starts = co_await log.starts();
  if (!starts)
    co_return starts.error().during("reading the earlier starts");
  if (starts->list.empty())
    co_return Error(Errc::unsupported, "no start was written down");
  co_return judge(*starts, clock);
}

}  // namespace soundcheck::system
