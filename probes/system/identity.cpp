#include "probes/system/identity.hpp"

#include <algorithm>

#include "probes/findings.hpp"
#include "probes/system/validity.hpp"

namespace soundcheck::system {

namespace {

Finding judge_files(const IdentityState& state) {
  std::string wrong;
  for (const auto& problem : state.problems)
    add_to_list(wrong, problem, "; ");
  if (state.has_key && !state.certificates.empty() && !state.key_fits)
    add_to_list(wrong, "the key does not belong to the certificate", "; ");
  if (!wrong.empty())
    return judged("system.identity_missing", true, wrong);
  wrong = "key and certificate belong together";
  if (!state.certificates.empty() &&
      state.certificates.front().common_name != state.device)
    wrong += ", under another name than the speaker's";
  return judged("system.identity_missing", false, wrong);
}

/// Group and owner may read it: the daemon is one of them.
Finding judge_key(const IdentityState& state) {
  const std::string id = "system.key_readable";
  if (!state.has_key)
    return unknown_finding(id, "there is no key to be read");
  std::string text = state.key_is_open
                         ? "everybody on the speaker may read or change the key"
                         : "the key is kept from others";
  text += " (mode ";
  for (const unsigned shift : {6U, 3U, 0U})
    text += static_cast<char>('0' + (state.key_mode >> shift & 7U));
  return judged(id, state.key_is_open, text + ")");
}

std::vector<Validity> validities_of(const IdentityState& state) {
  std::vector<Validity> list;
  if (!state.certificates.empty())
    list.push_back(own_validity(state.certificates));
  if (!state.authorities.empty())
    list.push_back(authority_validity(state.authorities));
  return list;
}

/// A certificate of which this clock cannot tell.
bool is_doubtful(const std::vector<Validity>& all,
                 const KnownTime& now,
                 double min_days) {
  return std::any_of(all.begin(), all.end(), [&](const Validity& one) {
    return span_of(one, now, min_days) == Span::unknown;
  });
}

std::string describe(const Validity& one, const KnownTime& now) {
  const double left = days_left(one, now);
  std::string text(one.whose);
  if (left < 0)
    text += " ended " + decimal(-left, 0) + " days ago";
  else if (now.unix_s < one.from_unix_s)
    text += " begins after the clock's time";
  else
    text += " is good for " + decimal(left, 0) + " days";
  return text;
}

/// One finding of how long the certificates are good.
Finding judge_span(std::string id,
                   Span wanted,
                   const std::vector<Validity>& all,
                   const KnownTime& now,
                   double min_days) {
  std::string wrong;
  std::string open;
  std::string fine;
  for (const auto& one : all) {
    const auto span = span_of(one, now, min_days);
    auto& list = span == wanted ? wrong : span == Span::unknown ? open : fine;
    add_to_list(list, describe(one, now), "; ");
  }
  if (!wrong.empty())
    return judged(std::move(id), true, wrong);
  if (open.empty() && !fine.empty())
    return judged(std::move(id), false, fine);
  if (all.empty())
    open = "there is no certificate to be read";
  else if (!now.vouched_for)
    open += ", by a clock for which nobody vouches";
  return unknown_finding(std::move(id), open);
}

Verdict judge(const IdentityState& state,
              const std::vector<Validity>& validities,
              const KnownTime& now,
              double min_days) {
  Verdict verdict{};
  auto& findings = verdict.findings;
  findings.push_back(judge_files(state));
  findings.push_back(judge_key(state));
  findings.push_back(judge_span("system.certificate_expired", Span::over,
                                validities, now, min_days));
  findings.push_back(judge_span("system.certificate_expires_soon",
                                Span::ends_soon, validities, now, min_days));
  if (!is_doubtful(validities, now, min_days)) {
    for (const auto& one : validities)
      verdict.measurements.push_back(
          {std::string(one.measurement), days_left(one, now), "days"});
  }
  verdict.outcome = outcome_of(findings);
  // The last two tell the same but for a certificate that fails.
  const auto& dates = findings[2].evidence;
  if (verdict.outcome == Outcome::failed)
    verdict.summary = evidence_of(findings, Presence::present);
  else if (verdict.outcome == Outcome::passed)
    verdict.summary = findings[0].evidence + "; " + dates;
  else
    verdict.summary = dates;
  return verdict;
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
  const auto clock = co_await system.clock();
  if (!clock)
    co_return clock.error().during("reading the clock");

  const auto validities = validities_of(*state);
  KnownTime now{clock->wall_unix_s, clock->synchronised};
  // Only when it matters: most clocks are synchronised, and most certificates
  // are good for long.
  if (!now.vouched_for && is_doubtful(validities, now, limits.min_days_left)) {
    const auto date = co_await ask_for_date(web, limits.server, progress);
    if (!date)
      co_return date.error();
    if (date->unix_s)
      now = {*date->unix_s, true};
  }
  co_return judge(*state, validities, now, limits.min_days_left);
}

}  // namespace soundcheck::system
