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
std::optional<double> offset_of(const ClockState& state,
                                const WebAnswer& answer) {
  if (answer.reached != WebStage::done || answer.date_unix_s == 0)
    return std::nullopt;
  return static_cast<double>(state.wall_unix_s) -
         static_cast<double>(answer.date_unix_s);
}

std::string why_no_offset(const WebAnswer& answer) {
  if (answer.reached == WebStage::done)
    return "the server told no date";
  return "no answer: " + answer.failure;
}

/// Plain HTTP on purpose: it tells the time while a wrong clock still breaks
/// every certificate.
Finding judge_offset(const std::optional<double>& offset,
                     double limit_s,
                     std::string why_not) {
  const std::string id = "system.clock_wrong";
  if (!offset)
    return unknown_finding(id, std::move(why_not));
  const auto direction = *offset < 0 ? " s behind" : " s ahead of";
  return judged(id, std::abs(*offset) > limit_s,
                "the clock is " + decimal(std::abs(*offset), 0) + direction +
                    " HTTP Date (limit " + decimal(limit_s, 0) + " s)");
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
  WebAnswer answer;
  answer.failure = "the profile names no server";
  if (!limits.http_url.empty()) {
    progress.report(0, "asking a server for the time");
    WebRequest request;
    request.url = limits.http_url;
    request.timeout = limits.http_timeout;
    auto answered = co_await web.get(request);
    // Without a web the kernel's word still stands.
    if (answered)
      answer = std::move(*answered);
    else if (answered.error().code == Errc::unsupported)
      answer.failure = answered.error().what;
    else
      co_return answered.error().during("asking a server for the time");
  }
  // After the answer, so that waiting for it does not look like an offset.
  const auto state = co_await system.clock();
  if (!state)
    co_return state.error().during("reading the clock");

  const auto offset = offset_of(*state, answer);
  Verdict verdict{};
  verdict.findings = {
      judge_synchronised(*state),
      judge_offset(offset, limits.max_http_offset_s, why_no_offset(answer))};
  if (offset)
    verdict.measurements.push_back({"http_offset", *offset, "s"});
  if (state->estimated_error_ms) {
    verdict.measurements.push_back(
        {"estimated_error", *state->estimated_error_ms, "ms"});
  }
  if (state->rtc_offset_s)
    verdict.measurements.push_back({"rtc_offset", *state->rtc_offset_s, "s"});

  verdict.outcome = outcome_of(verdict.findings[0], verdict.findings[1]);
  verdict.summary =
      verdict.findings[0].evidence + "; " + verdict.findings[1].evidence;
  co_return verdict;
}

}  // namespace soundcheck::system
