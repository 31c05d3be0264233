#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <map>
#include <memory>
#include <set>
#include <string>

#include "agent/assist/allowance.hpp"
#include "agent/assist/assist.hpp"
#include "agent/assist/consent.hpp"
#include "agent/assist/job.hpp"
#include "agent/assist/nap.hpp"
#include "agent/assist/refusal_meter.hpp"
#include "agent/assist/session.hpp"

namespace soundcheck::assist {

/// The state behind Assist. Every coroutine holds it, so it lives until the
/// last of them has ended. Split over four files: admission of a payload
/// (floor_admission.cpp), the life of a job (floor_job.cpp), what the owner
/// says (floor_owner.cpp), sessions and the rest (floor.cpp).
class Floor final : public Control, public std::enable_shared_from_this<Floor> {
 public:
  Floor(boost::asio::any_io_executor executor,
        Identity identity,
        Policy policy,
        Ports ports);

  Task<void> start();
  boost::asio::awaitable<void> stop();

  void receive(std::string_view payload);
  void receive_keys(std::string_view payload);
  void turn_away(const Refused& refused, AuditEvent who);

  Admitted<v1::SessionOpened> open_session(const v1::Command& command,
                                           const std::string& key_id) override;
  void end_session(SessionEnd end) override;
  bool session_open() const override { return door_.current() != nullptr; }
  bool cancel(std::string_view command_id) override;

  /// Null when none is open; notices when its time is over.
  Session* open_session_now();
  Consents& consents() { return consents_; }
  AuditLog& audit() { return ports_.audit; }
  StandingConsents standing() const;
  Result<void> revoke(std::string_view consent_class);
  const Clock& clock() const { return ports_.clock; }
  std::string running() const {
    return running_ ? std::string(running_->verb.name) : std::string();
  }

 private:
  /// Counts a coroutine as long as it lives.
  class Flight;

  // floor_admission.cpp
  Admitted<std::shared_ptr<Job>> admit(std::string_view payload,
                                       AuditEvent& who);
  Admitted<void> spend_counter(const v1::Command& command,
                               const std::string& key_id,
                               bool opens_session);
  Admitted<void> take_id(Session& session, const std::string& id) const;
  Admitted<void> decide(const Job& job) const;
  /// Empty when the key is not obeyed.
  std::string holder_of(std::string_view key_id) const;
  void dismiss_withdrawn_keys();

  // floor_job.cpp
  void launch(std::shared_ptr<Job> job);
  /// Stops it where it is; the first reason counts.
  void stop_job(std::shared_ptr<Job> job,
                v1::ReplyState state,
                std::string_view why);
  static boost::asio::awaitable<void> carry_out(std::shared_ptr<Floor> floor,
                                                std::shared_ptr<Job> job);
  Rule rule_for(const Job& job) const;
  boost::asio::awaitable<v1::Reply> perform(std::shared_ptr<Job> job);
  boost::asio::awaitable<std::optional<v1::Reply>> prepare(
      std::shared_ptr<Job> job);
  boost::asio::awaitable<v1::Reply> run_verb(std::shared_ptr<Job> job);
  boost::asio::awaitable<void> conclude(std::shared_ptr<Job> job,
                                        v1::Reply ending);

  // floor_owner.cpp
  void remember_nevers(std::string_view words);
  bool owner_refuses(const Job& job) const;
  bool allowed_for_session(const Job& job);
  boost::asio::awaitable<std::optional<Refused>> ask_owner(
      std::shared_ptr<Job> job);
  void take_answer(const Job& job, ConsentAnswer answer);
  void stop_what_runs(ConsentClasses classes);

  // floor.cpp
  /// What is to be remembered over a restart, see JournalState::facts.
  struct Fact {
    std::string name;
    std::string value;
  };
  static boost::asio::awaitable<void> note_event(std::shared_ptr<Floor> floor,
                                                 AuditEvent event,
                                                 Fact fact);
  static boost::asio::awaitable<void> time_session(std::shared_ptr<Floor> floor,
                                                   std::shared_ptr<Nap> rest);
  Session session_for(const v1::Command& command,
                      std::string key_id,
                      std::chrono::seconds time) const;
  std::chrono::milliseconds time_left(const Session& session,
                                      SessionEnd& end) const;
  Task<void> answer_interrupted(std::string command_id);
  void note(AuditEvent event, Fact fact = Fact());
  void note_uncounted_refusals();
  void complain(const Result<void>& done) const;

  boost::asio::any_io_executor executor_;
  Identity identity_;
  Policy policy_;
  Ports ports_;
  Reach reach_;
  SessionDoor door_;
  std::shared_ptr<Nap> session_rest_;
  Consents consents_;
  RefusalMeter meter_;
  Allowance allowance_;
  std::map<std::string, std::uint64_t, std::less<>> openings_;
  ConsentClasses never_;  ///< the owner does not want to be asked for
  std::set<std::shared_ptr<Job>> jobs_;
  std::shared_ptr<Job> running_;  ///< the exclusive one
  std::string not_ready_ = "remote assist has not started yet";
  bool stopping_ = false;
  unsigned in_flight_ = 0;
  boost::asio::steady_timer* landed_ = nullptr;
};

/// An event about a command, with all that is known of it.
AuditEvent event_of(AuditKind kind, const Job& job);

/// "bad_signature" for REFUSAL_BAD_SIGNATURE.
std::string word_of(v1::Refusal refusal);

class Floor::Flight {
 public:
  explicit Flight(std::shared_ptr<Floor> floor) : floor_(std::move(floor)) {
    ++floor_->in_flight_;
  }
  ~Flight() {
    if (--floor_->in_flight_ == 0 && floor_->landed_)
      floor_->landed_->cancel();
  }
  Flight(const Flight&) = delete;
  Flight& operator=(const Flight&) = delete;

 private:
  std::shared_ptr<Floor> floor_;
};

}  // namespace soundcheck::assist
