#include "probes/system/clock.hpp"

#include <cmath>

#include "probes/findings.hpp"
#include "probes/system/ages.hpp"

namespace soundcheck::system {

namespace {

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

/// The answer's way and its whole seconds make up to this much of an offset.
constexpr double right_within_s = 5;
/// 2024-01-01: who shows an earlier time has lost it.
constexpr double sensible_unix_s = 1'704'067'200;

/// What a power cut does to it, as a hint at why nobody sets it.
std::string chip_of(const ClockState& state) {
  if (!state.has_rtc)
    return "; no clock chip keeps it while the power is off";
  const bool lost =
      !state.rtc_offset_s ||
      static_cast<double>(state.wall_unix_s) + *state.rtc_offset_s <
          sensible_unix_s;
  return lost ? "; the clock chip has lost its time" : "";
}

Finding judge_synchronised(const ClockState& state,
                           const std::optional<double>& offset,
                           const ClockLimits& limits) {
  const std::string id = "system.clock_unsynchronised";
  if (state.synchronised)
    return judged(id, false, "the kernel says synchronised");
  std::string text = "the kernel says unsynchronised";
  if (limits.max_unsynchronised.count() == 0)
    return judged(id, false, text + ", as this product is made");
  if (!state.unsynchronised_for)
    return unknown_finding(id, text + ", it is not known for how long");
  text += " for " + in_words(*state.unsynchronised_for);
  if (offset && std::abs(*offset) <= right_within_s)
    return judged(id, false, text + ", but it is right");
  return judged(id, *state.unsynchronised_for > limits.max_unsynchronised,
                text + chip_of(state));
}

std::vector<Measurement> measurements_of(const ClockState& state,
                                         const std::optional<double>& offset) {
  std::vector<Measurement> list;
  if (offset)
    list.push_back({"http_offset", *offset, "s"});
  if (state.estimated_error_ms)
    list.push_back({"estimated_error", *state.estimated_error_ms, "ms"});
  if (state.unsynchronised_for) {
    list.push_back(
        {"unsynchronised_for",
         static_cast<double>(state.unsynchronised_for->count()) / 1000, "s"});
  }
  if (state.rtc_offset_s)
    list.push_back({"rtc_offset", *state.rtc_offset_s, "s"});
  return list;
}

/// Where no server answers, the kernel's word is all there is; that nobody has
/// synchronised the clock yet is then no word.
Outcome outcome_of(const ClockState& state, const Verdict& verdict) {
  const auto outcome = soundcheck::outcome_of(
      verdict.findings, {"system.clock_unsynchronised", "system.clock_wrong"});
  const bool wordless =
      !state.synchronised && verdict.findings[1].presence == Presence::unknown;
  return outcome == Outcome::passed && wordless ? Outcome::inconclusive
                                                : outcome;
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
      judge_synchronised(*state, offset, limits),
      judge_offset(offset, limits.max_http_offset_s, date->why_not)};
  verdict.measurements = measurements_of(*state, offset);
  verdict.outcome = outcome_of(*state, verdict);
  verdict.summary =
      verdict.findings[0].evidence + "; " + verdict.findings[1].evidence;
  co_return verdict;
}

}  // namespace soundcheck::system
