#pragma once

#include <boost/asio/awaitable.hpp>
#include <string>

#include "probes/board/result.hpp"

namespace soundcheck {

/// The key or switch with which the owner mutes the microphones.
class MuteKey {
 public:
  virtual ~MuteKey() = default;
  /// Why there is none, in a few words; empty when there is one.
  virtual std::string problem() const = 0;
  /// Returns the next time that it is used to mute. Errors: unsupported (there
  /// is none), denied, io (it was taken away), cancelled.
  virtual Task<void> pressed() = 0;
};

}  // namespace soundcheck
