#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <memory>
#include <string>
#include <vector>

#include "cloud-sim/result.hpp"

namespace soundcheck::cloud {

/// One child process that never outlives us: the kernel ends it (SIGTERM) when
/// the thread that started it ends. Start it on the main thread.
class Child {
 public:
  /// `arguments[0]` is the program's path. Errors: internal.
  static Result<std::unique_ptr<Child>> start(
      boost::asio::any_io_executor executor,
      std::vector<std::string> arguments);
  ~Child();  ///< kills and reaps it when it still runs

  /// Comes back when it has ended, with how: "exit status 1", "signal 9".
  boost::asio::awaitable<std::string> ended();
  void signal(int number);
  int pid() const { return pid_; }

 private:
  Child(boost::asio::any_io_executor executor, int pid, int pid_fd);

  int pid_;
  bool reaped_ = false;
  boost::asio::posix::stream_descriptor watch_;
};

}  // namespace soundcheck::cloud
