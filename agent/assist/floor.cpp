#include "agent/assist/floor.hpp"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>

namespace soundcheck::assist {

namespace asio = boost::asio;

namespace {

void rethrow(std::exception_ptr defect) {
  if (defect)
    std::rethrow_exception(defect);
}

AuditEvent opening_of(const v1::Command& command,
                      std::string key_id,
                      std::chrono::seconds time) {
  AuditEvent event;
  event.kind = AuditKind::session_opened;
  event.session = command.session();
  event.command_id = command.id();
  event.operator_name = command.operator_();
  event.reason = command.reason();
  event.key_id = std::move(key_id);
  event.detail = std::to_string(time.count()) + " s";
  return event;
}

}  // namespace

Floor::Floor(asio::any_io_executor executor,
             Identity identity,
             Policy policy,
             Ports ports)
    : executor_(std::move(executor)),
      identity_(std::move(identity)),
      policy_(policy),
      ports_(std::move(ports)),
      reach_{ports_.checkup,       *this,        ports_.clock,
             ports_.daemon,        ports_.audit, ports_.remedies,
             ports_.collect_bundle},
      consents_(ports_.clock),
      allowance_(policy_.limits) {}

Task<void> Floor::start() {
  auto state = co_await ports_.journal.read();
  if (!state) {
    const auto error = state.error().during("reading the journal of commands");
    not_ready_ = error.what;
    co_return error;
  }
  openings_ = std::move(state->openings);
  not_ready_.clear();
  remember_nevers(state->facts[never_fact]);
  if (auto& id = state->facts[session_fact]; !id.empty()) {
    AuditEvent event;
    event.kind = AuditKind::session_interrupted;
    event.session = std::move(id);
    note(std::move(event), {session_fact, ""});
  }
  for (const auto& id : state->unfinished) {
    const auto answered = co_await answer_interrupted(id);
    if (!answered)
      co_return answered.error().during("answering command " + id);
  }
  co_return Result<void>();
}

Task<void> Floor::answer_interrupted(std::string command_id) {
  AuditEvent event;
  event.kind = AuditKind::command_interrupted;
  event.command_id = command_id;
  const auto noted = co_await ports_.audit.append(std::move(event));
  if (!noted)
    co_return noted.error();
  auto reply = failed("interrupted by a restart");
  reply.set_command_id(command_id);
  reply.set_n(number_after_restart);
  const auto kept = co_await ports_.replies.final(std::move(reply));
  if (!kept)
    co_return kept.error();
  co_return co_await ports_.journal.end(std::move(command_id));
}

asio::awaitable<void> Floor::stop() {
  const auto self = shared_from_this();
  co_await asio::this_coro::throw_if_cancelled(false);
  stopping_ = true;
  end_session(SessionEnd::agent_stopped);
  for (const auto& job : std::set(jobs_))
    stop_job(job, v1::REPLY_STATE_FAILED, "interrupted: the agent stops");
  note_uncounted_refusals();
  asio::steady_timer landed(co_await asio::this_coro::executor,
                            asio::steady_timer::time_point::max());
  landed_ = &landed;
  while (in_flight_ > 0)
    co_await landed.async_wait(asio::as_tuple(asio::use_awaitable));
  landed_ = nullptr;
}

Session Floor::session_for(const v1::Command& command,
                           std::string key_id,
                           std::chrono::seconds time) const {
  Session session;
  session.id = command.session();
  session.operator_name = command.operator_();
  session.reason = command.reason();
  session.holder = holder_of(key_id);
  session.key_id = std::move(key_id);
  session.used = ports_.clock.monotonic();
  session.ends = session.used + time;
  constexpr std::int64_t year_9999_ms = 253'402'300'799'999;
  session.cloud_ahead = std::chrono::milliseconds(std::clamp<std::int64_t>(
                            command.issued_unix_ms(), 0, year_9999_ms)) -
                        ports_.clock.monotonic();
  return session;
}

Admitted<v1::SessionOpened> Floor::open_session(const v1::Command& command,
                                                const std::string& key_id) {
  // The owner may have taken his time; another session may be open by now.
  if (open_session_now() &&
      door_.busy_for(command.operator_(), holder_of(key_id))) {
    return Refused{v1::REFUSAL_BUSY, "somebody else's session is open"};
  }
  if (stopping_)
    return Refused{v1::REFUSAL_BUSY, "the agent stops"};
  end_session(SessionEnd::replaced);
  const auto time = SessionDoor::grant(
      policy_, std::chrono::seconds(command.open_session().max_seconds()));
  const auto opened = door_.open(session_for(command, key_id, time));
  if (!opened)
    return Refused{v1::REFUSAL_BUSY, opened.error().what};
  v1::SessionOpened answer;
  answer.set_nonce(door_.current()->nonce);
  answer.set_seconds(static_cast<std::uint32_t>(time.count()));
  answer.set_boot_id(identity_.boot_id);
  session_rest_ = std::make_shared<Nap>(executor_);
  co_spawn(executor_, time_session(shared_from_this(), session_rest_), rethrow);
  if (ports_.session_changed)
    ports_.session_changed(true);
  note(opening_of(command, key_id, time), {session_fact, command.session()});
  return answer;
}

/// Until the end of its session wakes it.
asio::awaitable<void> Floor::time_session(std::shared_ptr<Floor> floor,
                                          std::shared_ptr<Nap> rest) {
  const Flight flight(floor);
  while (floor->open_session_now() && !rest->woken()) {
    SessionEnd end{};
    const auto left = floor->time_left(*floor->door_.current(), end);
    co_await rest->sleep(floor->ports_.clock, left);
  }
}

/// `end`: what ends it when nothing else happens before.
std::chrono::milliseconds Floor::time_left(const Session& session,
                                           SessionEnd& end) const {
  const auto now = ports_.clock.monotonic();
  // What runs, or waits for the owner, is a use.
  const auto idle_at =
      (jobs_.empty() ? session.used : now) + policy_.idle_session;
  end = idle_at < session.ends ? SessionEnd::idle : SessionEnd::timed_out;
  return std::min(idle_at, session.ends) - now;
}

void Floor::end_session(SessionEnd end) {
  const auto ended = door_.close();
  if (!ended)
    return;
  session_rest_->wake();
  session_rest_.reset();
  const auto why = "the session " + std::string(to_string(end));
  // A stop of the agent has its own words for what it interrupts.
  if (end != SessionEnd::agent_stopped) {
    for (const auto& job : jobs_) {
      if (job->verb.under_policy && job->order.command.session() == ended->id)
        stop_job(job, v1::REPLY_STATE_CANCELLED, why);
    }
  }
  AuditEvent event;
  event.kind = AuditKind::session_closed;
  event.session = ended->id;
  event.operator_name = ended->operator_name;
  event.detail = why;
  note(std::move(event), {session_fact, ""});
  if (ports_.session_changed)
    ports_.session_changed(false);
}

bool Floor::cancel(std::string_view command_id) {
  for (const auto& job : jobs_) {
    if (!job->verb.under_policy || job->id() != command_id)
      continue;
    stop_job(job, v1::REPLY_STATE_CANCELLED, "cancelled by support");
    return true;
  }
  return false;
}

Session* Floor::open_session_now() {
  auto* session = door_.current();
  SessionEnd end{};
  if (session && time_left(*session, end).count() <= 0) {
    end_session(end);
    return nullptr;
  }
  return session;
}

asio::awaitable<void> Floor::note_event(std::shared_ptr<Floor> floor,
                                        AuditEvent event,
                                        Fact fact) {
  const Flight flight(floor);
  const auto done = co_await floor->ports_.audit.append(std::move(event));
  floor->complain(done);
  if (fact.name.empty())
    co_return;
  const auto kept = co_await floor->ports_.journal.keep(std::move(fact.name),
                                                        std::move(fact.value));
  floor->complain(kept);
}

void Floor::note(AuditEvent event, Fact fact) {
  co_spawn(executor_,
           note_event(shared_from_this(), std::move(event), std::move(fact)),
           rethrow);
}

void Floor::complain(const Result<void>& done) const {
  if (!done && ports_.complain)
    ports_.complain(done.error());
}

}  // namespace soundcheck::assist
