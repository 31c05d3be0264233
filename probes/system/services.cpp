#include "probes/system/services.hpp"

#include <algorithm>

#include "probes/findings.hpp"
#include "probes/system/restart_course.hpp"

namespace soundcheck::system {

namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr auto between_looks = 100ms;
/// So long nothing must end or come up to be called calm, and so long that is
/// waited for where something does: from one start of a quick loop to the next
/// but one.
constexpr auto calm_time = 3s;
constexpr auto calm_patience = 6s;
/// A program that is about to be started again is not missing: procd, the
/// slowest, waits for five seconds.
constexpr auto missing_patience = 6s;
constexpr auto loop_patience = 20s;

/// Whether to look on: a loop may have begun or ended, somebody may come up.
bool is_open(const ServicesState& state, milliseconds looked) {
  auto worst = RestartCourse::steady;
  for (const auto& service : state.services) {
    worst = std::max(
        worst, course_of(service, state.supervisor, looked, loop_patience));
  }
  if (worst > RestartCourse::unclear)
    return false;
  return worst == RestartCourse::unclear ||
         (state.calm < calm_time && looked < calm_patience) ||
         (!state.missing.empty() && looked < missing_patience);
}

std::string seconds(milliseconds time) {
  return std::to_string(
             std::chrono::round<std::chrono::seconds>(time).count()) +
         " s";
}

std::string describe(const Service& service, RestartCourse course) {
  const auto& restarts = service.restarts;
  auto text = service.name + " was restarted " +
              std::to_string(restarts.size()) + " times or more within " +
              seconds(restarts.front() - restarts.back());
  if (course == RestartCourse::given_up)
    text += ", and is down now";
  return text;
}

Finding judge_loops(const ServicesState& state, milliseconds looked) {
  std::string loops;
  for (const auto& service : state.services) {
    const auto course =
        course_of(service, state.supervisor, looked, loop_patience);
    if (course >= RestartCourse::looping)
      add_to_list(loops, describe(service, course), "; ");
  }
  const bool none = loops.empty();
  if (none) {
    loops = "no service of " + state.supervisor +
            " is restarted again and again, watched for " +
            seconds(state.watched);
  }
  return judged("system.service_crash_loop", !none, loops);
}

Finding judge_missing(const ServicesState& state, std::size_t expected) {
  const std::string id = "system.service_missing";
  if (expected == 0)
    return unknown_finding(id, "the profile expects no service by name");
  std::string names;
  for (const auto& name : state.missing)
    add_to_list(names, name);
  if (names.empty())
    return judged(id, false, std::to_string(expected) + " of them run");
  return judged(id, true, names + " does not run");
}

double count_restarts(const ServicesState& state) {
  std::size_t restarts = 0;
  for (const auto& service : state.services)
    restarts += service.restarts.size();
  return static_cast<double>(restarts);
}

Verdict judge(const ServicesState& state,
              milliseconds looked,
              std::size_t expected) {
  Verdict verdict{};
  verdict.findings.push_back(judge_loops(state, looked));
  verdict.findings.push_back(judge_missing(state, expected));
  verdict.measurements.push_back({"restarts", count_restarts(state), "count"});
  verdict.outcome = outcome_of(verdict.findings, {"system.service_missing"});
  verdict.summary = verdict.outcome == Outcome::failed
                        ? evidence_of(verdict.findings, Presence::present)
                        : verdict.findings.front().evidence;
  return verdict;
}

}  // namespace

Task<Verdict> check_services(Services& services,
                             Clock& clock,
                             Profile::Services limits,
                             Progress& progress) {
  progress.report(0, "looking at the services");
  const auto begun = clock.monotonic();
  for (;;) {
    const auto state = co_await services.look(limits.expected);
    if (!state)
      co_return state.error().during("looking at the services");
    const auto looked = clock.monotonic() - begun;
    if (!is_open(*state, looked))
      co_return judge(*state, looked, limits.expected.size());
    const auto slept = co_await clock.sleep(between_looks);
    if (!slept)
      co_return slept.error();
  }
}

}  // namespace soundcheck::system
