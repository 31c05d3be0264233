#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/steady_timer.hpp>

namespace soundcheck {

/// One coroutine of the daemon that runs from start() to stop().
class Background {
 public:
  explicit Background(boost::asio::any_io_executor executor);

  /// What escapes from `work` is a defect of ours: it ends the daemon, which
  /// the service manager starts again.
  void start(boost::asio::awaitable<void> work);
  /// Cancels it and returns when nothing of it is left.
  boost::asio::awaitable<void> stop();

 private:
  boost::asio::any_io_executor executor_;
  boost::asio::steady_timer ended_;
  boost::asio::cancellation_signal cancel_;
  bool running_ = false;
};

}  // namespace soundcheck
