#include "probes/system/clock.hpp"

#include <cmath>

#include "probes/findings.hpp"

namespace soundcheck::system {

namespace {

Finding judge_synchronised(const ClockState& state) {
  return judged("system.clock_unsynchronised", !state.synchronised,
                state.synchronised ? "the kernel says synchronised"
                                   : "the kernel says unsynchronised");
}

/// Device minus server, in seconds; the Date header has whole ones (RFC 9110,
/// 6.6.1), which is fine against a limit of a minute.
std::optional<double> offset_of(const ClockState& state, const HttpDate& date) {
  if (!date.unix_s)
    return std::nullopt;
  return static_cast<double>(state.wall_unix_s) -
         static_cast<double>(*date.unix_s);
}

Finding judge_offset(const std::optional<double>& offset,
                     double limit_s,
                     const std::string& why_not) {
  const std::string id = "system.clock_wrong";
  if (!offset)
    return unknown_finding(id, why_not);
  const auto direction = *offset < 0 ? " s behind" : " s ahead of";
  return judged(id, std::abs(*offset) > limit_s,
                "the clock is " + decimal(std::abs(*offset), 0) + direction +
                    " HTTP Date (limit " + decimal(limit_s, 0) + " s)");
}

std::vector<Measurement> measurements_of(const ClockState& state,
                                         const std::optional<double>& offset) {
  std::vector<Measurement> list;
  if (offset)
    list.push_back({"http_offset", *offset, "s"});
  if (state.estimated_error_ms)
    list.push_back({"estimated_error", *state.estimated_error_ms, "ms"});
  if (state.rtc_offset_s)
    list.push_back({"rtc_offset", *state.rtc_offset_s, "s"});
  return list;
}

/// A clock that is not synchronised but right does its work, so only the offset
/// decides; where it is not known, the kernel's word does.
Outcome outcome_of(const Finding& unsynchronised, const Finding& wrong) {
  if (wrong.presence == Presence::present)
    return Outcome::failed;
  if (wrong.presence == Presence::unknown &&
      unsynchronised.presence == Presence::present)
    return Outcome::inconclusive;
  return Outcome::passed;
}

}  // namespace

Task<Verdict> check_clock(System& system,
                          Web& web,
                          ClockLimits limits,
                          Progress& progress) {
  const auto date = co_await ask_for_date(web, limits.server, progress);
  if (!date)
    co_return date.error();
  // After the answer, so that waiting for it does not look like an offset.
  const auto state = co_await system.clock();
  if (!state)
    co_return state.error().during("reading the clock");

  const auto offset = offset_of(*state, *date);
  Verdict verdict{};
  verdict.findings = {
      judge_synchronised(*state),
      judge_offset(offset, limits.max_http_offset_s, date->why_not)};
  verdict.measurements = measurements_of(*state, offset);
  verdict.outcome = outcome_of(verdict.findings[0], verdict.findings[1]);
  verdict.summary =
      verdict.findings[0].evidence + "; " + verdict.findings[1].evidence;
  co_return verdict;
}

}  // namespace soundcheck::system
