#include "probes/system/restart_course.hpp"

#include <algorithm>

namespace soundcheck::system {

namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr std::size_t loop_restarts = 3;
/// So long the next one of a quick loop is waited for.
constexpr auto next_restart = 6s;
constexpr auto shortest_quiet = 10s;
constexpr int quiet_gaps = 3;

/// The median of the times between restarts: some are missed, and the first one
/// may have come late.
milliseconds usual_gap(const std::vector<milliseconds>& restarts) {
  std::vector<milliseconds> gaps;
  for (std::size_t i = 1; i < restarts.size(); ++i)
    gaps.push_back(restarts[i - 1] - restarts[i]);
  const auto middle =
      gaps.begin() + static_cast<std::ptrdiff_t>((gaps.size() - 1) / 2);
  std::nth_element(gaps.begin(), middle, gaps.end());
  return *middle;
}

/// Those that end a loop by starting the service no more:
/// systemd-system.conf(5) and procd's "respawn" parameters.
bool gives_up(std::string_view supervisor) {
  return supervisor == "systemd" || supervisor == "procd";
}

}  // namespace

RestartCourse course_of(const Service& service,
                        std::string_view supervisor,
                        milliseconds looked,
                        milliseconds patience) {
  const auto& restarts = service.restarts;
  if (restarts.empty())
    return RestartCourse::steady;
  const auto last = restarts.back();
  const bool may_look = looked < patience;
  if (restarts.size() < loop_restarts) {
    return last < next_restart && may_look ? RestartCourse::unclear
                                           : RestartCourse::steady;
  }
  const auto quiet =
      std::max<milliseconds>(shortest_quiet, quiet_gaps * usual_gap(restarts));
  if (last >= quiet) {
    return gives_up(supervisor) && !service.running ? RestartCourse::given_up
                                                    : RestartCourse::steady;
  }
  // That of a repair may have come just before.
  const bool seen_now = last < looked;
  const bool can_wait = looked + (quiet - last) <= patience;
  return seen_now || !can_wait ? RestartCourse::looping
                               : RestartCourse::unclear;
}

}  // namespace soundcheck::system
