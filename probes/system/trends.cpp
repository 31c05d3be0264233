#include "probes/system/trends.hpp"

#include "probes/findings.hpp"

namespace soundcheck::system {

namespace {

using Subject = Outlook::Subject;

struct Row {
  Subject subject;
  const char* finding;
  const char* days_left;  ///< name of the measurement; null: there is none
};

constexpr Row rows[] = {
    {Subject::space, "system.disk_fills", "disk_full_in"},
    {Subject::flash, "firmware.flash_ages", "flash_worn_in"},
    {Subject::memory, "system.memory_leak", "memory_full_in"},
    {Subject::heat, "system.heat_rises", "too_hot_in"},
    {Subject::resets, "system.resets_rise", nullptr},
    {Subject::signal, "wifi.signal_falls", "signal_weak_in"},
    {Subject::retries, "wifi.retries_rise", nullptr},
    {Subject::drops, "wifi.drops_rise", nullptr},
};

/// Of one kind of number, of which a board may have several.
struct Kind {
  std::string near, fine, unknown;
  const Outlook* soonest = nullptr;  ///< of those that get there at all
  bool any = false;
};

void append(std::string& list,
            const Outlook& outlook,
            const std::string& text) {
  const auto& which = outlook.of_which;
  add_to_list(list, which.empty() ? text : which + ": " + text, "; ");
}

Kind sort_out(const std::vector<Outlook>& all,
              Subject subject,
              const Profile::Trends& limits) {
  Kind kind;
  for (const auto& outlook : all) {
    if (outlook.subject != subject)
      continue;
    kind.any = true;
    if (!outlook.why_unknown.empty()) {
      append(kind.unknown, outlook, outlook.why_unknown);
      continue;
    }
    append(is_near(outlook, limits) ? kind.near : kind.fine, outlook,
           outlook.text);
    const bool gets_there = outlook.worsens && outlook.days_left;
    if (gets_there &&
        (!kind.soonest || *outlook.days_left < *kind.soonest->days_left))
      kind.soonest = &outlook;
  }
  return kind;
}

Finding judge(const char* id, const Kind& kind) {
  if (!kind.near.empty())
    return judged(id, true, kind.near);
  // One that is known says little of the others, but most mounts never change.
  if (!kind.fine.empty())
    return judged(id, false, kind.fine);
  return unknown_finding(id, kind.unknown);
}

void measure(const char* name, const Outlook& outlook, Verdict& verdict) {
  const std::string stem(name);
  auto& list = verdict.measurements;
  list.push_back({stem, *outlook.days_left, "days"});
  if (outlook.earliest_days)
    list.push_back({stem + "_low", *outlook.earliest_days, "days"});
  if (outlook.latest_days)
    list.push_back({stem + "_high", *outlook.latest_days, "days"});
}

Outcome outcome_of(const Verdict& verdict) {
  bool known = false;
  for (const auto& finding : verdict.findings) {
    if (finding.presence == Presence::present)
      return Outcome::failed;
    known |= finding.presence == Presence::absent;
  }
  return known ? Outcome::passed : Outcome::inconclusive;
}

std::string summary_of(const Verdict& verdict) {
  switch (verdict.outcome) {
    case Outcome::failed:
      return evidence_of(verdict.findings, Presence::present);
    case Outcome::passed:
      return "nothing that is written down heads for trouble";
    default:
      return verdict.findings.empty() ? "nothing was written down yet"
                                      : verdict.findings.front().evidence;
  }
}

}  // namespace

bool is_near(const Outlook& outlook, const Profile::Trends& limits) {
  if (!outlook.worsens || !outlook.why_unknown.empty())
    return false;
  const double limit = outlook.subject == Subject::flash
                           ? limits.flash_warn_days
                           : limits.warn_days;
  return !outlook.days_left || *outlook.days_left < limit;
}

Task<Verdict> check_trends(TrendLog& log,
                           Profile::Trends limits,
                           Progress& progress) {
  progress.report(0, "reading the history");
  const auto outlooks = co_await log.outlooks();
  if (!outlooks)
    co_return outlooks.error().during("reading the history");
  Verdict verdict{};
  for (const auto& row : rows) {
    const auto kind = sort_out(*outlooks, row.subject, limits);
    if (!kind.any)
      continue;
    verdict.findings.push_back(judge(row.finding, kind));
    if (row.days_left && kind.soonest)
      measure(row.days_left, *kind.soonest, verdict);
  }
  verdict.outcome = outcome_of(verdict);
  verdict.summary = summary_of(verdict);
  co_return verdict;
}

}  // namespace soundcheck::system
