#pragma once

#include <string>

#include "probes/board/result.hpp"

namespace soundcheck {

/// A light of the speaker by which the agent shows itself.
class Light {
 public:
  virtual ~Light() = default;
  /// Why there is none, in a few words; empty when there is one.
  virtual std::string problem() const = 0;
  /// Errors: unsupported (there is none), io, denied.
  virtual Result<void> shine(bool on) = 0;
};

}  // namespace soundcheck
