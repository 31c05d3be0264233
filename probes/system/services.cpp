#include "probes/system/services.hpp"

#include <algorithm>

#include "probes/findings.hpp"
#include "probes/system/restart_course.hpp"

namespace soundcheck::system {

namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr auto between_looks = 100ms;
constexpr auto close_look = 3s;
constexpr auto loop_patience = 20s;
/// A program that is about to be started again is not missing: procd, the
/// slowest, waits for five seconds.
constexpr auto missing_patience = 6s;

/// Of the one that is worst off.
RestartCourse worst_course(const ServicesState& state, milliseconds looked) {
  auto worst = RestartCourse::steady;
  for (const auto& service : state.services) {
    worst = std::max(
        worst, course_of(service, state.supervisor, looked, loop_patience));
  }
  return worst;
}

struct Watched {
  ServicesState state;
  milliseconds looked{};
};

/// Looks until it is clear whether there is a loop.
Task<Watched> look_closely(Services& services,
                           Clock& clock,
                           Progress& progress) {
  progress.report(0, "looking at the services");
  const auto begun = clock.monotonic();
  for (;;) {
    auto state = co_await services.look();
    if (!state)
      co_return state.error().during("looking at the services");
    const auto looked = clock.monotonic() - begun;
    const auto worst = worst_course(*state, looked);
    const bool calm = state->calm >= close_look || looked >= close_look;
    if (worst > RestartCourse::unclear ||
        (worst == RestartCourse::steady && calm)) {
      co_return Watched{std::move(*state), looked};
    }
    const auto slept = co_await clock.sleep(between_looks);
    if (!slept)
      co_return slept.error();
  }
}

std::string seconds(milliseconds time) {
  return decimal(std::chrono::duration<double>(time).count(), 0) + " s";
}

std::string describe(const Service& service, RestartCourse course) {
  const auto& restarts = service.restarts;
  auto text = service.name + " was restarted " +
              std::to_string(restarts.size()) + " times or more within " +
              seconds(restarts.front() - restarts.back()) + ", the last time " +
              seconds(restarts.back()) + " ago";
  if (course == RestartCourse::given_up)
    text += ", and is down now";
  return text;
}

Finding judge_loops(const Watched& watched) {
  const std::string id = "system.service_crash_loop";
  const auto& [state, looked] = watched;
  std::string loops;
  for (const auto& service : state.services) {
    const auto course =
        course_of(service, state.supervisor, looked, loop_patience);
    if (course >= RestartCourse::looping)
      loops += (loops.empty() ? "" : "; ") + describe(service, course);
  }
  if (!loops.empty())
    return judged(id, true, loops);
  return judged(id, false,
                "no service of " + state.supervisor +
                    " is restarted again and again, watched for " +
                    seconds(state.watched));
}

/// Whoever is missed may be about to start.
Task<Finding> look_for(Services& services,
                       Clock& clock,
                       std::vector<std::string> expected,
                       Progress& progress) {
  const std::string id = "system.service_missing";
  if (expected.empty())
    co_return unknown_finding(id, "the profile expects no service by name");
  const auto count = expected.size();
  const auto end = clock.monotonic() + missing_patience;
  for (;;) {
    progress.report(0.7, "looking for the expected services");
    auto missing = co_await services.missing(expected);
    if (!missing)
      co_return missing.error().during("looking for the expected services");
    expected = std::move(*missing);
    if (expected.empty() || clock.monotonic() >= end)
      break;
    const auto slept = co_await clock.sleep(1s);
    if (!slept)
      co_return slept.error();
  }
  if (expected.empty())
    co_return judged(id, false, std::to_string(count) + " of them run");
  std::string names;
  for (const auto& name : expected)
    names += (names.empty() ? "" : ", ") + name;
  co_return judged(id, true, names + " does not run");
}

std::vector<Measurement> measurements_of(const ServicesState& state) {
  double running = 0;
  double restarts = 0;
  for (const auto& service : state.services) {
    running += service.running ? 1 : 0;
    restarts += static_cast<double>(service.restarts.size());
  }
  return {
      {"restarts", restarts, "count"},
      {"services_running", running, "count"},
      {"watched", std::chrono::duration<double>(state.watched).count(), "s"}};
}

}  // namespace

Task<Verdict> check_services(Services& services,
                             Clock& clock,
                             Profile::Services limits,
                             Progress& progress) {
  const auto watched = co_await look_closely(services, clock, progress);
  if (!watched)
    co_return watched.error();
  auto missing = co_await look_for(services, clock, limits.expected, progress);
  if (!missing)
    co_return missing.error();

  Verdict verdict{};
  verdict.findings = {judge_loops(*watched), std::move(*missing)};
  verdict.measurements = measurements_of(watched->state);
  verdict.outcome = outcome_of(verdict.findings, {"system.service_missing"});
  verdict.summary = verdict.outcome == Outcome::failed
                        ? evidence_of(verdict.findings, Presence::present)
                        : verdict.findings.front().evidence;
  co_return verdict;
}

}  // namespace soundcheck::system
