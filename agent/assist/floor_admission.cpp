#include <algorithm>
#include <cctype>

#include "agent/assist/floor.hpp"

namespace soundcheck::assist {

void Floor::receive(std::string_view payload) {
  if (stopping_)
    return;
  AuditEvent who;
  auto job = admit(payload, who);
  if (!job)
    return turn_away(job.error(), std::move(who));
  if (auto decided = decide(**job); !decided)
    (*job)->refused = decided.error();
  launch(std::move(*job));
}

/// The order is explained in README.md. `who` learns what becomes known.
Admitted<std::shared_ptr<Job>> Floor::admit(std::string_view payload,
                                            AuditEvent& who) {
  const auto signed_bytes = open_envelope(payload, ports_.keys, ports_.clock);
  if (!signed_bytes)
    return signed_bytes.error();
  const auto& key_id = who.key_id = signed_bytes->key_id();
  auto command = read_command(*signed_bytes);
  if (!command)
    return command.error();
  who.command_id = command->id();
  who.session = command->session();
  who.operator_name = command->operator_();
  who.reason = command->reason();
  const auto meant_for_us =
      check_address(*command, identity_.tenant, identity_.device);
  if (!meant_for_us)
    return meant_for_us.error();
  const auto in_time = check_time(
      *command, cloud_time(*command, ports_.clock, open_session_now()));
  if (!in_time)
    return in_time.error();
  const auto* verb = ports_.verbs(command->verb_case());
  if (!verb) {
    return Refused{v1::REFUSAL_UNSUPPORTED,
                   "this agent does not know the command's verb"};
  }
  who.verb = verb->name;
  const auto errand = verb->plan_by ? verb->plan_by(*command, reach_)
                                    : verb->plan(*command, ports_.checkup);
  if (!errand)
    return errand.error();
  const auto why_not = verb->unsupported ? verb->unsupported(reach_) : "";
  if (!why_not.empty())
    return Refused{v1::REFUSAL_UNSUPPORTED, why_not};
  const auto fresh = spend_counter(*command, key_id, verb->opens_session);
  if (!fresh)
    return fresh.error();
  const auto paced = allowance_.take(*verb, *errand, ports_.clock.monotonic());
  if (!paced)
    return paced.error();
  Conversation talk(ports_.replies, ports_.clock, command->id());
  return std::make_shared<Job>(
      Order{std::move(*command), key_id, signed_bytes->second_key_id()}, *verb,
      *errand, std::move(talk));
}

Admitted<void> Floor::spend_counter(const v1::Command& command,
                                    const std::string& key_id,
                                    bool opens_session) {
  auto* session = open_session_now();
  if (!opens_session) {
    auto inside = check_session(command, holder_of(key_id), session);
    if (!inside)
      return inside;
  }
  auto& last = opens_session ? openings_[key_id] : session->last_counter;
  auto fresh = check_counter(command, last);
  // Spent whatever becomes of it: a refused command cannot be played later.
  if (fresh)
    last = command.counter();
  return fresh && !opens_session ? take_id(*session, command.id()) : fresh;
}

/// The cloud may lose an answer and ask again, by another counter.
Admitted<void> Floor::take_id(Session& session, const std::string& id) const {
  constexpr std::size_t most_ids = 64;
  session.used = ports_.clock.monotonic();
  auto& ids = session.command_ids;
  if (std::find(ids.begin(), ids.end(), id) != ids.end())
    return Refused{v1::REFUSAL_REPLAYED, "a command of this id came before"};
  if (ids.size() == most_ids)
    ids.erase(ids.begin());
  ids.push_back(id);
  return {};
}

Admitted<void> Floor::decide(const Job& job) const {
  const auto& command = job.order.command;
  const auto consent_class = job.errand.consent_class;
  auto entitled = check_rights(consent_class, ports_.keys, job.order.key_id,
                               job.order.second_key_id);
  if (job.verb.under_policy && !entitled)
    return entitled;
  if (job.verb.under_policy && policy_.rule(consent_class) == Rule::never) {
    return Refused{v1::REFUSAL_POLICY,
                   "the policy of this speaker never allows class \"" +
                       std::string(to_string(consent_class)) + '"'};
  }
  if (owner_refuses(job)) {
    return Refused{v1::REFUSAL_CONSENT_DENIED,
                   "the owner does not want to be asked for class \"" +
                       std::string(to_string(consent_class)) + "\" any more"};
  }
  if (job.verb.opens_session &&
      door_.busy_for(command.operator_(), holder_of(job.order.key_id)))
    return Refused{v1::REFUSAL_BUSY, "somebody else's session is open"};
  if (job.verb.exclusive && running_) {
    return Refused{v1::REFUSAL_BUSY,
                   "command \"" + running_->id() + "\" is running"};
  }
  return {};
}

std::string Floor::holder_of(std::string_view key_id) const {
  const auto* key = ports_.keys.find(key_id);
  return key ? key->holder : std::string();
}

/// Whoever holds the broker can provoke these without end, so they are
/// answered once, and written down only as often as the flash can bear.
void Floor::turn_away(const Refused& why, AuditEvent who) {
  if (stopping_)
    return;
  auto reply = refused(why);
  reply.set_command_id(who.command_id);
  reply.set_n(1);
  ports_.replies.progress(std::move(reply));
  if (!meter_.admit(ports_.clock.monotonic()))
    return;
  note_uncounted_refusals();
  who.kind = AuditKind::command_refused;
  who.detail = word_of(why.reason) + ": " + why.detail;
  note(std::move(who));
}

void Floor::receive_keys(std::string_view payload) {
  auto taken = ports_.keys.take(payload);
  using Taken = KeyRing::Taken;
  if (taken.what == Taken::known)
    return;
  const bool refused = taken.what == Taken::refused;
  if (refused && !meter_.admit(ports_.clock.monotonic()))
    return;
  AuditEvent event;
  event.kind = refused ? AuditKind::keys_refused : AuditKind::keys_taken;
  event.detail = refused ? std::move(taken.why)
                         : "version " + std::to_string(ports_.keys.version());
  note(std::move(event));
  if (taken.what == Taken::not_kept)
    complain(Error(Errc::io, "the new keys cannot be kept on the disk"));
  if (!refused)
    dismiss_withdrawn_keys();
}

/// Whose key is gone is served no longer, also where he was let in before.
void Floor::dismiss_withdrawn_keys() {
  const auto gone = [&](const std::string& key_id) {
    return !key_id.empty() && !ports_.keys.find(key_id);
  };
  const auto* session = door_.current();
  if (session && gone(session->key_id))
    end_session(SessionEnd::key_withdrawn);
  for (const auto& job : std::set(jobs_)) {
    if (gone(job->order.key_id) || gone(job->order.second_key_id))
      stop_job(job, v1::REPLY_STATE_CANCELLED, "its key was withdrawn");
  }
}

void Floor::note_uncounted_refusals() {
  const auto uncounted = meter_.take_uncounted();
  if (uncounted == 0)
    return;
  AuditEvent event;
  event.kind = AuditKind::refusals_counted;
  event.detail = std::to_string(uncounted) +
                 " more were refused, too many to be told one by one";
  note(std::move(event));
}

std::string word_of(v1::Refusal refusal) {
  constexpr std::string_view prefix = "REFUSAL_";
  std::string word = v1::Refusal_Name(refusal);
  if (word.starts_with(prefix))
    word.erase(0, prefix.size());
  std::transform(word.begin(), word.end(), word.begin(), [](unsigned char c) {
    return static_cast<char>(std::tolower(c));
  });
  return word;
}

}  // namespace soundcheck::assist
