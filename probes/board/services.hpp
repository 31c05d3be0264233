#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "probes/board/result.hpp"

namespace soundcheck {

/// A program that the board's supervisor keeps running.
struct Service {
  std::string name;  ///< of its unit or program, never its arguments
  bool running = false;
  /// How long ago it was seen to be there again soon after it had ended, the
  /// oldest first: at most the newest 16 of the last ten minutes. Who lives
  /// shorter than we look apart started more often than that.
  std::vector<std::chrono::milliseconds> restarts;
};

/// The services as far as they were watched. What their last exits told, only
/// the supervisor knows.
struct ServicesState {
  std::string supervisor;  ///< the program of process 1: "systemd", "init", ...
  std::vector<Service> services;
  std::chrono::milliseconds watched{};  ///< since the first look
  /// For how long no child of the supervisor has ended and no service has come
  /// up; at most `watched`.
  std::chrono::milliseconds calm{};
};

class Services {
 public:
  virtual ~Services() = default;
  /// Looks once more and tells all that was seen so far. Cheap: a loop that is
  /// quick is seen by looking again after 50 ms. Errors: unsupported, denied
  /// (other users' processes are hidden from us), io, parse.
  virtual Task<ServicesState> look() = 0;
  /// Those of the programs that do not run, by whomever they were started.
  /// Errors: as of look().
  virtual Task<std::vector<std::string>> missing(
      std::vector<std::string> programs) = 0;
  /// Looks now and then until it is cancelled, so that look() has a past to
  /// tell. Takes no more than 0.01 % of a processor as long as no service is
  /// restarted. Errors: those of look(), which will not go away; cancelled.
  virtual Task<void> watch() = 0;
};

}  // namespace soundcheck
