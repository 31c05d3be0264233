#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <memory>

#include "probes/board/clock.hpp"

namespace soundcheck::assist {

/// A sleep that somebody else can end. Used once, and made by make_shared().
class Nap : public std::enable_shared_from_this<Nap> {
 public:
  explicit Nap(boost::asio::any_io_executor executor)
      : executor_(std::move(executor)) {}

  /// Returns at the end of `duration` or when woken, also before it began.
  boost::asio::awaitable<void> sleep(Clock& clock,
                                     std::chrono::milliseconds duration);
  void wake();
  bool woken() const { return woken_; }

 private:
  boost::asio::any_io_executor executor_;
  boost::asio::cancellation_signal signal_;
  bool woken_ = false;
};

}  // namespace soundcheck::assist
