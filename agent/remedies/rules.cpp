#include "agent/remedies/rules.hpp"

#include <algorithm>
#include <cstdlib>

namespace soundcheck::remedies {

namespace {

constexpr std::int64_t day_s = 86'400;
constexpr double certain = 0.8;

bool within(std::int64_t now_s, const Attempt& attempt, std::int64_t seconds) {
  return std::abs(now_s - attempt.at_s) < seconds;
}

/// The last attempt decides.
bool may_try(const std::string& remedy_id,
             const std::string& fault_id,
             const std::vector<Attempt>& attempts,
             std::int64_t now_s) {
  for (auto last = attempts.rbegin(); last != attempts.rend(); ++last) {
    if (last->remedy_id != remedy_id)
      continue;
    if (last->outcome == v1::REMEDY_OUTCOME_WORSE ||
        last->outcome == v1::REMEDY_OUTCOME_INTERRUPTED)
      return false;
    const bool same = last->fault_id.empty() || last->fault_id == fault_id;
    if (same)
      return last->outcome == v1::REMEDY_OUTCOME_HEALED ||
             !within(now_s, *last, day_s);
  }
  return true;
}

const diagnosis::Remedy* choose_for(const diagnosis::RankedFault& fault,
                                    const diagnosis::Knowledge& knowledge,
                                    const std::vector<Attempt>& attempts,
                                    const Rules& rules,
                                    std::int64_t now_s) {
  const auto& listed = rules.automatic;
  for (const bool reversible : {true, false}) {
    for (const auto& id : fault.remedy_ids) {
      const auto* remedy = knowledge.remedy(id);
      if (remedy && remedy->actor == diagnosis::Actor::automatic &&
          remedy->reversible == reversible &&
          std::find(listed.begin(), listed.end(), id) != listed.end() &&
          may_try(id, fault.fault_id, attempts, now_s) &&
          over_limit(*remedy, attempts, rules, now_s).empty())
        return remedy;
    }
  }
  return nullptr;
}

bool finds(const ProbeRun& run, const std::string& id) {
  return std::any_of(
      run.findings.begin(), run.findings.end(), [&id](const Finding& finding) {
        return finding.id == id && finding.presence == Presence::present;
      });
}

/// Whether all that `a` finds is found by `b`.
bool all_in(const ProbeRun& a, const ProbeRun& b) {
  return std::all_of(
      a.findings.begin(), a.findings.end(), [&b](const Finding& finding) {
        return finding.presence != Presence::present || finds(b, finding.id);
      });
}

}  // namespace

bool is_disruptive(const diagnosis::Remedy& remedy) {
  return remedy.consent_class == "disruptive";
}

std::string over_limit(const diagnosis::Remedy& remedy,
                       const std::vector<Attempt>& attempts,
                       const Rules& rules,
                       std::int64_t now_s) {
  std::int64_t today = 0, disruptive = 0;
  for (const auto& attempt : attempts) {
    today += within(now_s, attempt, day_s);
    disruptive += attempt.disruptive && within(now_s, attempt, 7 * day_s);
  }
  if (today >= rules.max_per_day) {
    return std::to_string(today) +
           " remedies were tried within a day, the policy allows no more";
  }
  if (is_disruptive(remedy) && disruptive >= rules.max_disruptive_per_week) {
    return std::to_string(disruptive) +
           " disruptive remedies were tried within a week, the policy allows "
           "no more";
  }
  return "";
}

Choice choose(const diagnosis::Diagnosis& diagnosis,
              const diagnosis::Knowledge& knowledge,
              const std::vector<Attempt>& attempts,
              const Rules& rules,
              std::int64_t now_s) {
  if (diagnosis.status != diagnosis::Status::fault)
    return {};
  for (const auto& fault : diagnosis.faults) {
    if (fault.probability < certain)
      continue;
    if (const auto* remedy =
            choose_for(fault, knowledge, attempts, rules, now_s))
      return {remedy, fault.fault_id};
  }
  return {};
}

std::vector<std::string> unhelped(const std::vector<Attempt>& attempts,
                                  std::int64_t now_s) {
  std::vector<std::string> seen, ids;
  for (auto last = attempts.rbegin(); last != attempts.rend(); ++last) {
    const auto& id = last->remedy_id;
    if (std::find(seen.begin(), seen.end(), id) != seen.end())
      continue;
    seen.push_back(id);
    if (last->outcome == v1::REMEDY_OUTCOME_UNCHANGED &&
        within(now_s, *last, day_s))
      ids.push_back(id);
  }
  return ids;
}

v1::RemedyOutcome judge(const ProbeRun& before, const ProbeRun& after) {
  if (after.outcome == Outcome::passed) {
    return before.outcome == Outcome::passed ? v1::REMEDY_OUTCOME_UNCHANGED
                                             : v1::REMEDY_OUTCOME_HEALED;
  }
  if (after.outcome != Outcome::failed)
    return v1::REMEDY_OUTCOME_FAILED;
  const bool more = before.outcome == Outcome::passed ||
                    (all_in(before, after) && !all_in(after, before));
  return more && before.outcome <= Outcome::failed
             ? v1::REMEDY_OUTCOME_WORSE
             : v1::REMEDY_OUTCOME_UNCHANGED;
}

std::string troubled_service(const ServicesState& state) {
  if (!state.missing.empty())
    return state.missing.front();
  const auto worst =
      std::max_element(state.services.begin(), state.services.end(),
                       [](const Service& a, const Service& b) {
                         return a.restarts.size() < b.restarts.size();
                       });
  return worst == state.services.end() || worst->restarts.empty() ? ""
                                                                  : worst->name;
}

}  // namespace soundcheck::remedies
