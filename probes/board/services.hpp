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
  std::vector<std::string> missing;     ///< of the programs asked for
  std::chrono::milliseconds watched{};  ///< since the first look
  /// For how long no child of the supervisor has ended and no service has come
  /// up; at most `watched`.
  std::chrono::milliseconds calm{};
};

class Services {
 public:
  virtual ~Services() = default;
  /// Looks once more and tells all that was seen so far; a loop that is quick
  /// is seen by looking again soon. Also looks for these programs, by whomever
  /// they were started, which takes a millisecond or two. Errors: unsupported,
  /// denied (other users' processes are hidden from us), io, parse.
  virtual Task<ServicesState> look(std::vector<std::string> programs) = 0;
  /// Looks now and then from now on, so that look() has a past to tell. Takes
  /// no more than 0.01 % of a processor as long as no service is restarted. The
  /// executor's context outlives this, and does not run on after it.
  virtual void watch(boost::asio::any_io_executor executor) = 0;
};

}  // namespace soundcheck
