#include <algorithm>

#include "agent/assist/floor.hpp"

namespace soundcheck::assist {

namespace asio = boost::asio;

namespace {

AuditKind kind_of(ConsentAnswer answer) {
  switch (answer) {
    case ConsentAnswer::granted:
    case ConsentAnswer::granted_for_session:
      return AuditKind::consent_granted;
    case ConsentAnswer::denied:
    case ConsentAnswer::denied_for_ever:
      return AuditKind::consent_denied;
    case ConsentAnswer::timed_out:
      return AuditKind::consent_timed_out;
    case ConsentAnswer::withdrawn:
      break;
  }
  return AuditKind::consent_withdrawn;
}

std::string_view scope_of(ConsentAnswer answer) {
  if (answer == ConsentAnswer::granted_for_session)
    return ", for this session";
  return answer == ConsentAnswer::denied_for_ever ? ", for ever" : "";
}

std::size_t bit(ConsentClass consent_class) {
  return static_cast<std::size_t>(consent_class);
}

std::vector<std::string> words_of(ConsentClasses classes) {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < consent_classes; ++i) {
    if (classes[i])
      words.emplace_back(to_string(static_cast<ConsentClass>(i)));
  }
  return words;
}

std::string joined(ConsentClasses classes) {
  std::string text;
  for (const auto& word : words_of(classes))
    (text += text.empty() ? "" : ",") += word;
  return text;
}

/// Those that stand in a list with commas.
ConsentClasses classes_in(std::string_view words) {
  ConsentClasses classes;
  while (!words.empty()) {
    const auto word = words.substr(0, words.find(','));
    words.remove_prefix(std::min(words.size(), word.size() + 1));
    for (std::size_t i = 0; i < consent_classes; ++i) {
      if (to_string(static_cast<ConsentClass>(i)) == word)
        classes.set(i);
    }
  }
  return classes;
}

}  // namespace

void Floor::remember_nevers(std::string_view words) {
  never_ = classes_in(words);
}

StandingConsents Floor::standing() const {
  const auto* session = door_.current();
  return {words_of(session ? session->allowed : ConsentClasses()),
          words_of(never_)};
}

bool Floor::owner_refuses(const Job& job) const {
  return job.verb.under_policy && never_[bit(job.errand.consent_class)];
}

bool Floor::allowed_for_session(const Job& job) {
  const auto* session = open_session_now();
  const auto consent_class = job.errand.consent_class;
  if (!session || !session->allowed[bit(consent_class)])
    return false;
  auto event = event_of(AuditKind::consent_granted, job);
  event.detail = to_string(consent_class);
  event.detail += ", by the word for this session";
  note(std::move(event));
  return true;
}

asio::awaitable<std::optional<Refused>> Floor::ask_owner(
    std::shared_ptr<Job> job) {
  if (job->stopped)
    co_return std::nullopt;
  ConsentRequest request;
  request.command_id = job->id();
  request.consent_class = to_string(job->errand.consent_class);
  request.operator_name = job->order.command.operator_();
  request.reason = job->order.command.reason();
  request.what_en = job->errand.what_en;
  request.what_zh = job->errand.what_zh;
  request.left = policy_.consent_timeout;
  auto event = event_of(AuditKind::consent_asked, *job);
  event.detail = request.consent_class;
  note(std::move(event));
  job->talk.say_waiting(policy_.consent_timeout);
  const auto answer = co_await consents_.ask(std::move(request));
  take_answer(*job, answer);
  if (answer == ConsentAnswer::denied_for_ever) {
    const auto kept = co_await ports_.journal.keep(never_fact, joined(never_));
    complain(kept);
  }
  const auto kind = kind_of(answer);
  event = event_of(kind, *job);
  event.detail = to_string(job->errand.consent_class);
  event.detail += scope_of(answer);
  const auto noted = co_await ports_.audit.append(std::move(event));
  complain(noted);
  if (kind == AuditKind::consent_denied)
    co_return Refused{v1::REFUSAL_CONSENT_DENIED, "the owner said no"};
  if (answer == ConsentAnswer::timed_out) {
    co_return Refused{v1::REFUSAL_CONSENT_TIMEOUT,
                      "the owner did not answer, which means no"};
  }
  if (!noted && kind == AuditKind::consent_granted)
    stop_job(job, v1::REPLY_STATE_FAILED, noted.error().what);
  co_return std::nullopt;
}

/// What goes beyond the one command.
void Floor::take_answer(const Job& job, ConsentAnswer answer) {
  const auto which = bit(job.errand.consent_class);
  auto* session = door_.current();
  if (answer == ConsentAnswer::granted_for_session && session &&
      session->id == job.order.command.session())
    session->allowed.set(which);
  if (answer == ConsentAnswer::denied_for_ever)
    never_.set(which);
}

Result<void> Floor::revoke(std::string_view consent_class) {
  auto classes = classes_in(consent_class);
  if (consent_class.empty())
    classes.set();
  auto* session = open_session_now();
  auto taken = never_;
  if (session)
    (taken |= session->allowed).set(bit(ConsentClass::session));
  for (const auto& job : jobs_) {
    if (job->verb.under_policy)
      taken.set(bit(job->errand.consent_class));
  }
  taken &= classes;
  if (taken.none()) {
    return Error(Errc::unsupported,
                 "there is no word of yours on it that could be taken back");
  }
  AuditEvent event;
  event.kind = AuditKind::consent_revoked;
  event.detail = joined(taken);
  if (session) {
    event.session = session->id;
    event.operator_name = session->operator_name;
    session->allowed &= ~classes;
  }
  never_ &= ~classes;
  note(std::move(event), {never_fact, joined(never_)});
  stop_what_runs(classes);
  return {};
}

void Floor::stop_what_runs(ConsentClasses classes) {
  for (const auto& job : jobs_) {
    if (job->verb.under_policy && classes[bit(job->errand.consent_class)]) {
      stop_job(job, v1::REPLY_STATE_CANCELLED,
               "the owner took the consent back");
    }
  }
  if (classes[bit(ConsentClass::read)])
    ports_.daemon.check_each(std::chrono::seconds(0), std::chrono::seconds(0));
  if (classes[bit(ConsentClass::session)])
    end_session(SessionEnd::stopped_by_owner);
}

}  // namespace soundcheck::assist
