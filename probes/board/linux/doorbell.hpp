#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace soundcheck {

/// One coroutine waits until another one has something for it. A ring while
/// nobody waits is heard by the next who does.
class Doorbell {
 public:
  explicit Doorbell(const boost::asio::any_io_executor& executor)
      : timer_(executor, boost::asio::steady_timer::time_point::max()) {}

  void ring() {
    rung_ = true;
    timer_.cancel();
  }
  /// False: the wait was cancelled.
  boost::asio::awaitable<bool> heard() {
    namespace asio = boost::asio;
    if (!rung_)
      co_await timer_.async_wait(asio::as_tuple(asio::use_awaitable));
    const bool rung = rung_;
    rung_ = false;
    co_return rung;
  }

 private:
  boost::asio::steady_timer timer_;
  bool rung_ = false;
};

}  // namespace soundcheck
