#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>

#include "agent/assist/floor.hpp"

namespace soundcheck::assist {

namespace asio = boost::asio;

namespace {

std::string_view word_of(v1::ReplyState state) {
  switch (state) {
    case v1::REPLY_STATE_SUCCEEDED:
      return "succeeded";
    case v1::REPLY_STATE_CANCELLED:
      return "cancelled";
    default:
      return "failed";
  }
}

v1::Reply stopped(const Job& job, v1::Reply so_far) {
  so_far.set_state(job.stopped->state);
  so_far.set_detail(job.stopped->why);
  return so_far;
}

}  // namespace

AuditEvent event_of(AuditKind kind, const Job& job) {
  const auto& command = job.order.command;
  AuditEvent event;
  event.kind = kind;
  event.session = command.session();
  event.command_id = job.id();
  event.verb = job.verb.name;
  event.operator_name = command.operator_();
  event.reason = command.reason();
  event.key_id = job.order.key_id;
  return event;
}

void Floor::launch(std::shared_ptr<Job> job) {
  jobs_.insert(job);
  if (job->verb.exclusive && !job->refused)
    running_ = job;
  co_spawn(executor_, carry_out(shared_from_this(), std::move(job)),
           [](std::exception_ptr defect) {
             if (defect)
               std::rethrow_exception(defect);
           });
}

void Floor::stop_job(std::shared_ptr<Job> job,
                     v1::ReplyState state,
                     std::string_view why) {
  if (job->stopped)
    return;
  job->stopped.emplace(Job::Stop{state, std::string(why)});
  consents_.withdraw(job->id());
  // Deferred for the same reason as in Nap::wake().
  asio::post(executor_, [job = std::move(job)] {
    job->signal.emit(asio::cancellation_type::terminal);
  });
}

asio::awaitable<void> Floor::carry_out(std::shared_ptr<Floor> floor,
                                       std::shared_ptr<Job> job) {
  const Flight flight(floor);
  auto ending = co_await floor->perform(job);
  // Free before the answer leaves: the next command may follow it at once.
  if (floor->running_ == job)
    floor->running_.reset();
  co_await floor->conclude(job, std::move(ending));
  floor->jobs_.erase(job);
  if (auto* session = floor->door_.current())
    session->used = floor->ports_.clock.monotonic();
}

/// By night an allowance is not enough for what would wake the owner.
Rule Floor::rule_for(const Job& job) const {
  const auto rule = policy_.rule(job.errand.consent_class);
  if (rule == Rule::allow && job.errand.audible &&
      policy_.quiet_hours.now(ports_.clock))
    return Rule::ask;
  return rule;
}

asio::awaitable<v1::Reply> Floor::perform(std::shared_ptr<Job> job) {
  auto early = co_await prepare(job);
  if (early)
    co_return std::move(*early);
  if (job->verb.under_policy && rule_for(*job) == Rule::ask &&
      !allowed_for_session(*job)) {
    const auto no = co_await ask_owner(job);
    if (no)
      co_return refused(*no);
  }
  if (job->stopped)
    co_return stopped(*job, v1::Reply());
  co_return co_await run_verb(job);
}

/// Writes down what must be on disk before anything is done.
asio::awaitable<std::optional<v1::Reply>> Floor::prepare(
    std::shared_ptr<Job> job) {
  if (!not_ready_.empty())
    co_return failed(not_ready_);
  std::optional<Opening> opening;
  if (job->verb.opens_session)
    opening.emplace(Opening{job->order.key_id, job->order.command.counter()});
  const auto begun = co_await ports_.journal.begin(job->id(), opening);
  if (job->refused)
    co_return refused(*job->refused);
  // What only ends something must work without storage, too.
  const bool must_be_noted = job->verb.under_policy;
  if (!begun && must_be_noted)
    co_return failed(begun.error().during("the journal of commands").what);
  auto event = event_of(AuditKind::command_accepted, *job);
  const auto noted = co_await ports_.audit.append(std::move(event));
  if (!noted && must_be_noted)
    co_return failed(noted.error().what);
  job->talk.say(v1::REPLY_STATE_ACCEPTED);
  co_return std::nullopt;
}

asio::awaitable<v1::Reply> Floor::run_verb(std::shared_ptr<Job> job) {
  if (job->verb.act)
    co_return job->verb.act(reach_, job->order);
  if (job->verb.exclusive)
    job->talk.say(v1::REPLY_STATE_RUNNING);
  Watch watch = [job](const Step& step) { job->talk.tell(step); };
  // Only the verb can be stopped; what follows, its answer, always comes.
  auto reply = co_await asio::co_spawn(
      executor_, job->verb.run(reach_, job->order, std::move(watch)),
      asio::bind_cancellation_slot(job->signal.slot(), asio::use_awaitable));
  if (reply.state() == v1::REPLY_STATE_CANCELLED && job->stopped)
    co_return stopped(*job, std::move(reply));
  co_return reply;
}

asio::awaitable<void> Floor::conclude(std::shared_ptr<Job> job,
                                      v1::Reply ending) {
  const bool was_refused = ending.state() == v1::REPLY_STATE_REFUSED;
  auto event = event_of(
      was_refused ? AuditKind::command_refused : AuditKind::command_finished,
      *job);
  event.detail = was_refused ? assist::word_of(ending.refusal())
                             : std::string(word_of(ending.state()));
  if (!ending.detail().empty())
    event.detail += ": " + ending.detail();
  note(std::move(event));
  auto reply = job->talk.close(std::move(ending));
  const auto kept = co_await ports_.replies.final(std::move(reply));
  complain(kept);
  // Unanswered it stays in the journal, to be answered after a restart.
  if (!kept)
    co_return;
  const auto ended = co_await ports_.journal.end(job->id());
  complain(ended);
}

}  // namespace soundcheck::assist
