#pragma once

#include <exception>

namespace soundcheck::cloud {

/// Completion of a coroutine that nobody awaits: what escapes from it leaves
/// io_context::run and ends the process, instead of leaving it half alive.
struct Unattended {
  void operator()(std::exception_ptr escaped) const {
    if (escaped)
      std::rethrow_exception(escaped);
  }
};

}  // namespace soundcheck::cloud
