#pragma once

#include <boost/asio/awaitable.hpp>

#include "probes/board/result.hpp"

namespace soundcheck {

/// A short soft sound that says that somebody looks at the speaker from afar.
class Chime {
 public:
  virtual ~Chime() = default;
  /// Rising when a session opens, falling when it ends. Errors: unsupported (no
  /// loudspeaker, or it is not wanted), busy (something plays, and has the
  /// right of way), io.
  virtual Task<void> ring(bool rising) = 0;
};

}  // namespace soundcheck
