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

/// Where the owner answers. Implemented by remote assist, asked by the local
/// server (button, voice and app are its clients). On the daemon's thread.
class ConsentDesk {
 public:
  virtual ~ConsentDesk() = default;
  /// Oldest first.
  virtual std::vector<ConsentRequest> pending() const = 0;
  /// Errors: unsupported when nothing with this id waits (any more).
  virtual Result<void> answer(std::string_view command_id, bool allow) = 0;
  /// The owner's stop button: ends the remote session at once. Errors:
  /// unsupported when none is open.
  virtual Result<void> end_session() = 0;
};

}  // namespace soundcheck
