#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "agent/assist/policy.hpp"
#include "probes/board/result.hpp"

namespace soundcheck::assist {

enum class SessionEnd {
  closed_by_support,
  stopped_by_owner,
  timed_out,
  idle,
  muted,     ///< by the mute key
  replaced,  ///< the same operator opened a new one
  key_withdrawn,
  agent_stopped,
};

/// In words that follow "the session ".
std::string_view to_string(SessionEnd end);

/// A time-boxed period of remote assist. Lives in memory only, so that a
/// restart ends it.
struct Session {
  std::string id;
  std::string operator_name;
  std::string reason;
  std::string key_id;  ///< that opened it
  /// Of the key: only commands that he signed belong to it.
  std::string holder;
  std::string nonce;  ///< drawn by the speaker, carried by every command
  std::chrono::milliseconds ends{};  ///< monotonic
  std::chrono::milliseconds used{};  ///< monotonic, when it was last in use
  std::uint64_t last_counter = 0;    ///< of the commands in it
  /// Of the last commands: an id that comes again is not done again.
  std::vector<std::string> command_ids;
  ConsentClasses allowed;  ///< by the owner, as long as it is open
  /// What our monotonic clock lacks to the cloud's, at least: when the session
  /// opened, its command had been issued. So expiry needs no clock of ours.
  std::chrono::milliseconds cloud_ahead{};
};

/// The one session that may be open. Knows neither clocks nor wires.
class SessionDoor {
 public:
  static constexpr std::size_t nonce_bytes = 16;

  /// What was asked for (zero = the default), cut to what the policy grants.
  static std::chrono::seconds grant(const Policy& policy,
                                    std::chrono::seconds asked);

  /// True when `operator_name` must wait: somebody else's session is open.
  bool busy_for(std::string_view operator_name, std::string_view holder) const;

  /// Draws the nonce and puts the session in place of the one before. Errors:
  /// internal when the system gives no random bytes; nothing changed then.
  Result<void> open(Session session);
  /// Returns the one that was open.
  std::optional<Session> close();

  const Session* current() const { return session_ ? &*session_ : nullptr; }
  Session* current() { return session_ ? &*session_ : nullptr; }

 private:
  std::optional<Session> session_;
};

/// Compares without telling by its duration where the difference is.
bool same_secret(std::string_view a, std::string_view b);

}  // namespace soundcheck::assist
