#pragma once

#include "probes/board/result.hpp"
#include "soundcheck/v1/command.pb.h"

namespace soundcheck::assist {

/// The way of answers to the cloud. On the daemon's thread.
class ReplySink {
 public:
  virtual ~ReplySink() = default;
  /// Sent once when there is a connection, lost otherwise.
  virtual void progress(v1::Reply reply) = 0;
  /// Kept on disk until the cloud's receipt. Returns when it is on disk.
  /// Fills in `outbox` and `seq`. Errors: io.
  virtual Task<void> final(v1::Reply reply) = 0;
};

}  // namespace soundcheck::assist
