#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/steady_timer.hpp>
#include <exception>
#include <string>

#include "probes/board/result.hpp"

namespace soundcheck {

/// One coroutine that runs beside everything else until stop(). An end of its
/// own is logged, unless there is nothing here for it to do (unsupported).
class SideTask {
 public:
  explicit SideTask(const boost::asio::any_io_executor& executor);

  /// Once. `what` tells the log what it does.
  void start(Task<void> task, std::string what);
  /// Returns when it has ended; whatever it uses may go then.
  boost::asio::awaitable<void> stop();

 private:
  void end(const std::exception_ptr& failure, const Result<void>& result);

  std::string what_;
  boost::asio::cancellation_signal cancel_;
  boost::asio::steady_timer ended_;
  bool running_ = false;
  bool stopping_ = false;
};

}  // namespace soundcheck
