#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cstdint>

namespace soundcheck {

/// Wakes whoever waits for something of the daemon to change. On its thread.
class Bell {
 public:
  explicit Bell(const boost::asio::any_io_executor& executor)
      : timer_(executor, boost::asio::steady_timer::time_point::max()) {}

  void ring() {
    ++rings_;
    timer_.cancel();
  }
  /// So far; begins with 1. Who was woken looks for himself what changed.
  std::uint64_t rings() const { return rings_; }
  /// An awaitable that returns at the next ring, and when it is cancelled.
  auto wait() {
    return timer_.async_wait(boost::asio::as_tuple(boost::asio::use_awaitable));
  }

 private:
  boost::asio::steady_timer timer_;
  std::uint64_t rings_ = 1;
};

}  // namespace soundcheck
