#include "agent/cli/firmware/health_gate.hpp"

#include <algorithm>

#include "agent/cli/words.hpp"

namespace soundcheck::cli {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds first_pause = 1s;
constexpr milliseconds longest_pause = 15s;

/// Nothing that can be heard: a speaker starts at night, too.
const std::vector<Requirement>& all_requirements() {
  static const std::vector<Requirement> all = {
      {"audio", {"audio.electrical"}},
      {"network",
       {"network.address", "network.gateway", "network.dns",
        "network.internet"}},
      {"broker", {"network.broker"}}};
  return all;
}

const v1::ProbeResult* find(const std::vector<v1::ProbeResult>& results,
                            const std::string& probe) {
  for (const auto& result : results) {
    if (result.probe_id() == probe)
      return &result;
  }
  return nullptr;
}

void take(Requirement& requirement,
          const std::string& probe,
          const v1::ProbeResult* result,
          const std::string& why_missing) {
  const bool failed = result && result->outcome() == v1::OUTCOME_FAILED;
  const auto standing = failed ? Standing::failed : Standing::not_measured;
  const bool outranks = requirement.standing == Standing::passed ||
                        (failed && requirement.standing != Standing::failed);
  if (!outranks)
    return;
  requirement.standing = standing;
  requirement.why = probe + ": ";
  if (!result)
    requirement.why += why_missing;
  else if (!result->summary().empty())
    requirement.why += result->summary();
  else
    requirement.why += json_word(result->outcome());
}

std::vector<std::string> missing_probes(
    const std::vector<Requirement>& requirements) {
  std::vector<std::string> probes;
  for (const auto& requirement : requirements) {
    if (requirement.standing != Standing::passed)
      probes.insert(probes.end(), requirement.probes.begin(),
                    requirement.probes.end());
  }
  return probes;
}

bool was_answered(const Requirement& requirement,
                  const std::vector<v1::ProbeResult>& results) {
  return std::any_of(
      requirement.probes.begin(), requirement.probes.end(),
      [&results](const auto& probe) { return find(results, probe); });
}

void judge_all(std::vector<Requirement>& requirements,
               const std::vector<v1::ProbeResult>& results,
               const Result<void>& asked,
               const GateWays& ways) {
  const auto why_missing = asked ? "it was not answered" : asked.error().what;
  const bool cut_off = !asked && asked.error().code == Errc::timeout;
  for (auto& requirement : requirements) {
    const auto before = requirement;
    if (before.standing == Standing::passed)
      continue;
    // What was seen before tells more than that the time was up.
    if (cut_off && !before.why.empty() && !was_answered(before, results))
      continue;
    judge(requirement, results, why_missing);
    if (cut_off && before.standing == Standing::failed &&
        requirement.standing == Standing::not_measured)
      requirement = before;
    if (requirement.standing != before.standing ||
        requirement.why != before.why)
      ways.tell(requirement);
  }
}

}  // namespace

std::string_view to_string(Standing standing) {
  switch (standing) {
    case Standing::passed:
      return "passed";
    case Standing::failed:
      return "failed";
    default:
      return "not_measured";
  }
}

const std::vector<std::string>& requirement_words() {
  static const auto words = [] {
    std::vector<std::string> names;
    for (const auto& requirement : all_requirements())
      names.push_back(requirement.name);
    return names;
  }();
  return words;
}

std::vector<Requirement> requirements_of(
    const std::vector<std::string>& words) {
  std::vector<Requirement> wanted;
  for (const auto& requirement : all_requirements()) {
    if (std::find(words.begin(), words.end(), requirement.name) != words.end())
      wanted.push_back(requirement);
  }
  return wanted;
}

void judge(Requirement& requirement,
           const std::vector<v1::ProbeResult>& results,
           const std::string& why_missing) {
  requirement.standing = Standing::passed;
  requirement.why.clear();
  for (const auto& probe : requirement.probes) {
    const auto* result = find(results, probe);
    if (!result || result->outcome() != v1::OUTCOME_PASSED)
      take(requirement, probe, result, why_missing);
  }
}

bool wait_for_health(std::vector<Requirement>& requirements,
                     milliseconds deadline,
                     const GateWays& ways) {
  auto pause = first_pause;
  for (;;) {
    std::vector<v1::ProbeResult> results;
    const auto asked =
        ways.ask(missing_probes(requirements), deadline, results);
    judge_all(requirements, results, asked, ways);
    if (missing_probes(requirements).empty())
      return true;
    const auto left = deadline - ways.now();
    if (left < first_pause || (!asked && asked.error().code == Errc::denied))
      return false;
    // A daemon that only starts is there in a moment.
    if (results.empty())
      pause = first_pause;
    // Half of what is left, so that the last look is near the deadline.
    ways.pause(std::min(pause, left / 2));
    pause = std::min(2 * pause, longest_pause);
  }
}

}  // namespace soundcheck::cli
