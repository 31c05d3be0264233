#pragma once

#include <functional>

#include "probes/board/result.hpp"
#include "soundcheck/v1/local.pb.h"

namespace soundcheck::cli {

using Tell = std::function<void(v1::LocalResponse)>;

/// Who answers: the daemon behind its socket, or this process itself. Both
/// speak the messages of proto/soundcheck/v1/local.proto.
class Backend {
 public:
  virtual ~Backend() = default;
  /// The response that ends the request; those with progress go to `tell`.
  /// Cancelled: the request is stopped in order and ends as such. Errors: io
  /// when the other side is gone, parse when it is no soundcheckd.
  virtual Task<v1::LocalResponse> ask(v1::LocalRequest request, Tell tell) = 0;
};

}  // namespace soundcheck::cli
