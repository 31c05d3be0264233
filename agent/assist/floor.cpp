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
      reach_{ports_.checkup, *this, ports_.knowledge_hash,
             ports_.collect_bundle},
      consents_(ports_.clock) {}

Task<void> Floor::start() {
  auto state = co_await ports_.journal.read();
  if (!state) {
    const auto error = state.error().during("reading the journal of commands");
    not_ready_ = error.what;
    co_return error;
  }
  openings_ = std::move(state->openings);
  not_ready_.clear();
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
  session.key_id = std::move(key_id);
  session.ends = ports_.clock.monotonic() + time;
  constexpr std::int64_t year_9999_ms = 253'402'300'799'999;
  session.cloud_ahead = std::chrono::milliseconds(std::clamp<std::int64_t>(
                            command.issued_unix_ms(), 0, year_9999_ms)) -
                        ports_.clock.monotonic();
  return session;
}

asio::awaitable<Admitted<v1::SessionOpened>> Floor::open_session(
    v1::Command command,
    std::string key_id) {
  // The owner may have taken his time; another session may be open by now.
  if (open_session_now() && door_.busy_for(command.operator_(), key_id)) {
    co_return Refused{v1::REFUSAL_BUSY, "somebody else's session is open"};
  }
  if (stopping_)
    co_return Refused{v1::REFUSAL_BUSY, "the agent stops"};
  end_session(SessionEnd::replaced);
  const auto time = SessionDoor::grant(
      policy_, std::chrono::seconds(command.open_session().max_seconds()));
  const auto opened = door_.open(session_for(command, key_id, time));
  if (!opened)
    co_return Refused{v1::REFUSAL_BUSY, opened.error().what};
  v1::SessionOpened answer;
  answer.set_nonce(door_.current()->nonce);
  answer.set_seconds(static_cast<std::uint32_t>(time.count()));
  answer.set_boot_id(identity_.boot_id);
  session_rest_ = std::make_shared<Nap>(executor_);
  co_spawn(executor_, time_session(shared_from_this(), session_rest_, time),
           rethrow);
  if (ports_.session_changed)
    ports_.session_changed(true);
  note(opening_of(command, std::move(key_id), time));
  co_return answer;
}

asio::awaitable<void> Floor::time_session(std::shared_ptr<Floor> floor,
                                          std::shared_ptr<Nap> rest,
                                          std::chrono::seconds time) {
  const Flight flight(floor);
  co_await rest->sleep(floor->ports_.clock, time);
  if (!rest->woken())
    floor->end_session(SessionEnd::timed_out);
}

void Floor::end_session(SessionEnd end) {
  const auto ended = door_.close();
  if (!ended)
    return;
  session_rest_->wake();
  session_rest_.reset();
  const auto why = "the session " + std::string(to_string(end));
  // A stop of the agent has its own words for what it interrupts.
  if (running_ && end != SessionEnd::agent_stopped)
    stop_job(running_, v1::REPLY_STATE_CANCELLED, why);
  AuditEvent event;
  event.kind = AuditKind::session_closed;
  event.session = ended->id;
  event.operator_name = ended->operator_name;
  event.detail = why;
  note(std::move(event));
  if (ports_.session_changed)
    ports_.session_changed(false);
}

bool Floor::cancel(std::string_view command_id) {
  if (!running_ || running_->id() != command_id)
    return false;
  stop_job(running_, v1::REPLY_STATE_CANCELLED, "cancelled by support");
  return true;
}

Session* Floor::open_session_now() {
  auto* session = door_.current();
  if (session && session->ends <= ports_.clock.monotonic()) {
    end_session(SessionEnd::timed_out);
    return nullptr;
  }
  return session;
}

asio::awaitable<void> Floor::note_event(std::shared_ptr<Floor> floor,
                                        AuditEvent event) {
  const Flight flight(floor);
  const auto done = co_await floor->ports_.audit.append(std::move(event));
  floor->complain(done);
}

void Floor::note(AuditEvent event) {
  co_spawn(executor_, note_event(shared_from_this(), std::move(event)),
           rethrow);
}

void Floor::complain(const Result<void>& done) const {
  if (!done && ports_.complain)
    ports_.complain(done.error());
}

}  // namespace soundcheck::assist
