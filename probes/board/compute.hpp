#pragma once

#include <functional>

#include "probes/board/result.hpp"

namespace soundcheck {

/// Mathematics that would keep the daemon's one thread busy for longer than a
/// command may wait.
class Compute {
 public:
  virtual ~Compute() = default;
  /// Runs `work` aside and comes back when it is done; nobody touches meanwhile
  /// what it touches. Errors: cancelled (it was waited for even so), internal
  /// (it threw), io (no thread to be had).
  virtual Task<void> run(std::function<void()> work) = 0;
};

}  // namespace soundcheck
