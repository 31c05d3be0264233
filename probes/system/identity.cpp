#include "probes/system/identity.hpp"

#include "probes/findings.hpp"
#include "probes/system/validity.hpp"

namespace soundcheck::system {

namespace {

void append(std::string& list, const std::string& text) {
  list += (list.empty() ? "" : "; ") + text;
}

Finding judge_files(const IdentityState& state) {
  std::string wrong;
  if (!state.key)
    append(wrong, state.key.error().what);
  if (!state.certificates)
    append(wrong, state.certificates.error().what);
  if (!state.authorities)
    append(wrong, state.authorities.error().what);
  if (state.key && state.certificates && !state.key->fits)
    append(wrong, "the key does not belong to the certificate");
  const std::string id = "system.identity_missing";
  if (!wrong.empty())
    return judged(id, true, wrong);
  const bool same = state.certificates->front().common_name == state.device;
  return judged(id, false,
                std::string("key and certificate belong together") +
                    (same ? "" : ", under another name than the speaker's"));
}

/// Group and owner may read it: the daemon is one of them.
Finding judge_key(const IdentityState& state) {
  const std::string id = "system.key_readable";
  if (!state.key)
    return unknown_finding(id, "there is no key to be read");
  const auto& key = *state.key;
  const std::string mode = {static_cast<char>('0' + (key.mode >> 6U & 7U)),
                            static_cast<char>('0' + (key.mode >> 3U & 7U)),
                            static_cast<char>('0' + (key.mode & 7U))};
  return judged(id, key.open_to_everybody,
                key.open_to_everybody
                    ? "everybody on the speaker may read or change the key "
                      "(mode " +
                          mode + ")"
                    : "the key is kept from others (mode " + mode + ")");
}

std::vector<Validity> validities_of(const IdentityState& state) {
  std::vector<Validity> list;
  if (state.certificates)
    list.push_back(own_validity(*state.certificates));
  if (state.authorities)
    list.push_back(authority_validity(*state.authorities));
  return list;
}

bool any(const std::vector<Validity>& all,
         Span wanted,
         const KnownTime& now,
         double min_days) {
  for (const auto& one : all) {
    if (span_of(one, now, min_days) == wanted)
      return true;
  }
  return false;
}

/// The server is asked only when it matters: most clocks are synchronised, and
/// most certificates are good for long.
Task<KnownTime> time_for(const std::vector<Validity>& all,
                         System& system,
                         Web& web,
                         const IdentityLimits& limits,
                         Progress& progress) {
  const auto clock = co_await system.clock();
  if (!clock)
    co_return clock.error().during("reading the clock");
  KnownTime now{clock->wall_unix_s, clock->synchronised};
  if (now.vouched_for || !any(all, Span::unknown, now, limits.min_days_left))
    co_return now;
  const auto date = co_await ask_for_date(web, limits.server, progress);
  if (!date)
    co_return date.error();
  if (date->unix_s)
    now = {*date->unix_s, true};
  co_return now;
}

std::string describe(const Validity& one, const KnownTime& now) {
  const double left = days_left(one, now);
  if (now.unix_s < one.from_unix_s)
    return one.whose + " begins after the clock's time";
  return one.whose + (left < 0 ? " ended " + decimal(-left, 0) + " days ago"
                               : " is good for " + decimal(left, 0) + " days");
}

/// One finding of how long the certificates are good.
Finding judge_span(const std::string& id,
                   Span wanted,
                   const std::vector<Validity>& all,
                   const KnownTime& now,
                   double min_days) {
  std::string wrong;
  std::string open;
  std::string fine;
  for (const auto& one : all) {
    const auto span = span_of(one, now, min_days);
    append(span == wanted          ? wrong
           : span == Span::unknown ? open
                                   : fine,
           describe(one, now));
  }
  if (!wrong.empty())
    return judged(id, true, wrong);
  if (!open.empty()) {
    return unknown_finding(
        id, open + (now.vouched_for ? ""
                                    : ", by a clock for which nobody "
                                      "vouches"));
  }
  if (fine.empty())
    return unknown_finding(id, "there is no certificate to be read");
  return judged(id, false, fine);
}

std::vector<Measurement> measurements_of(const IdentityState& state,
                                         const KnownTime& now) {
  std::vector<Measurement> list;
  if (state.certificates) {
    list.push_back({"certificate_days_left",
                    days_left(own_validity(*state.certificates), now), "days"});
  }
  if (state.authorities) {
    list.push_back({"authority_days_left",
                    days_left(authority_validity(*state.authorities), now),
                    "days"});
  }
  return list;
}

std::string summary_of(const Verdict& verdict) {
  if (verdict.outcome == Outcome::failed)
    return evidence_of(verdict.findings, Presence::present);
  if (verdict.outcome == Outcome::passed)
    return evidence_of({verdict.findings[0], verdict.findings[2]},
                       Presence::absent);
  return evidence_of(verdict.findings, Presence::unknown);
}

}  // namespace

Task<Verdict> check_identity(DeviceIdentity& identity,
                             System& system,
                             Web& web,
                             IdentityLimits limits,
                             Progress& progress) {
  progress.report(0, "reading the speaker's identity");
  const auto state = co_await identity.state();
  if (!state)
    co_return state.error().during("reading the speaker's identity");
  const auto validities = validities_of(*state);
  const auto now = co_await time_for(validities, system, web, limits, progress);
  if (!now)
    co_return now.error();

  const double min_days = limits.min_days_left;
  Verdict verdict{};
  verdict.findings = {judge_files(*state), judge_key(*state),
                      judge_span("system.certificate_expired", Span::over,
                                 validities, *now, min_days),
                      judge_span("system.certificate_expires_soon",
                                 Span::ends_soon, validities, *now, min_days)};
  if (now->vouched_for || !any(validities, Span::unknown, *now, min_days))
    verdict.measurements = measurements_of(*state, *now);
  verdict.outcome = outcome_of(verdict.findings);
  verdict.summary = summary_of(verdict);
  co_return verdict;
}

}  // namespace soundcheck::system
