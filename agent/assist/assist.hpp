#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "agent/assist/audit.hpp"
#include "agent/assist/daemon.hpp"
#include "agent/assist/journal.hpp"
#include "agent/assist/key_ring.hpp"
#include "agent/assist/policy.hpp"
#include "agent/assist/reply_sink.hpp"
#include "agent/assist/verbs/table.hpp"
#include "agent/checkup.hpp"
#include "agent/local/consent_desk.hpp"
#include "probes/board/clock.hpp"

namespace soundcheck::remedies {
class Remedies;
}

namespace soundcheck::assist {

/// Who this speaker is.
struct Identity {
  std::string tenant;
  std::string device;
  std::string boot_id;
};

/// What remote assist needs. All of it outlives the Assist and its stop().
struct Ports {
  Clock& clock;
  KeyRing& keys;
  Checkup& checkup;
  Journal& journal;
  AuditLog& audit;
  ReplySink& replies;
  Daemon& daemon;
  /// A session was opened or has ended: chime, light, presence.
  std::function<void(bool open)> session_changed;
  /// Something that nobody waits for went wrong: for the daemon's own log.
  std::function<void(const Error&)> complain;
  remedies::Remedies* remedies = nullptr;  ///< null: none can be applied
  /// Answers a CollectBundle. Empty: this agent makes no bundles.
  std::function<boost::asio::awaitable<v1::Reply>(v1::Command, Watch)>
      collect_bundle = {};
  /// What this speaker can be asked for.
  const Verb* (*verbs)(v1::Command::VerbCase) = find_verb;
};

struct SessionView {
  std::string id;
  std::string operator_name;
  std::chrono::seconds left{};
};

class Floor;

/// Remote assist: what comes down, judged, asked about, done and answered. On
/// the daemon's thread. Also the desk where the owner answers.
class Assist final : public ConsentDesk {
 public:
  Assist(boost::asio::any_io_executor executor,
         Identity identity,
         Policy policy,
         Ports ports);
  ~Assist() override;

  /// Reads the journal and answers every command that a restart interrupted.
  /// Until it has succeeded each command is answered `failed`. Errors: io.
  Task<void> start();

  /// Takes the payload of the topic `command`, as received.
  void receive(std::string_view payload);
  /// Takes the payload of the tenant's topic `keys`, as received. Who is no
  /// longer trusted then is stopped where he is.
  void receive_keys(std::string_view payload);
  /// For a message that the uplink dropped unread.
  void refuse_too_large(std::size_t bytes);

  /// Ends the session, stops what runs and returns when all is answered.
  /// Without it the io_context must not run on after the Assist has died.
  boost::asio::awaitable<void> stop();

  std::optional<SessionView> session() const;
  /// Name of the verb that runs now, or waits for the owner; empty when none.
  std::string running() const;

  std::vector<ConsentRequest> pending() const override;
  StandingConsents standing() const override;
  Result<void> answer(std::string_view command_id,
                      bool allow,
                      ConsentScope scope = ConsentScope::once) override;
  Result<void> revoke(std::string_view consent_class) override;
  Result<void> end_session(bool by_mute = false) override;
  Task<std::string> read_audit(std::uint64_t from, std::size_t limit) override;

 private:
  std::shared_ptr<Floor> floor_;
};

}  // namespace soundcheck::assist
