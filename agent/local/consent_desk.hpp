#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "probes/board/result.hpp"

namespace soundcheck {

/// A remote command that waits for the owner's word.
struct ConsentRequest {
  std::string command_id;
  std::string consent_class;  ///< "read", "test", "repair", ...
  std::string operator_name;
  std::string reason;
  std::string what_en;  ///< what would happen, in the owner's words
  std::string what_zh;
  std::chrono::seconds left{};  ///< until silence counts as no
};

/// How far the owner's word goes.
enum class ConsentScope {
  once,
  session,  ///< with a yes: every command of that class in this session
  never,    ///< with a no: nobody asks for that class any more
};

/// What the owner has said for more than one command: consent classes.
struct StandingConsents {
  std::vector<std::string> for_session;
  std::vector<std::string> never;
};

/// Where the owner answers. Implemented by remote assist, asked by the local
/// server (button, voice and app are its clients). On the daemon's thread.
class ConsentDesk {
 public:
  virtual ~ConsentDesk() = default;
  /// Oldest first.
  virtual std::vector<ConsentRequest> pending() const = 0;
  virtual StandingConsents standing() const = 0;
  /// Errors: unsupported when nothing with this id waits (any more); parse when
  /// the scope does not go with the answer.
  virtual Result<void> answer(std::string_view command_id,
                              bool allow,
                              ConsentScope scope = ConsentScope::once) = 0;
  /// Takes the owner's word on a class back, or on all when empty; what runs on
  /// it stops. Errors: unsupported when there is no such word.
  virtual Result<void> revoke(std::string_view consent_class) = 0;
  /// The owner's stop button, or the mute key: ends the remote session at once.
  /// Errors: unsupported when none is open.
  virtual Result<void> end_session(bool by_mute = false) = 0;
  /// See ReadAudit in proto/soundcheck/v1/command.proto. Errors: io; parse when
  /// the log was tampered with.
  virtual Task<std::string> read_audit(std::uint64_t from,
                                       std::size_t limit) = 0;
};

}  // namespace soundcheck
