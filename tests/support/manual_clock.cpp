#include "tests/support/manual_clock.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace soundcheck::test {

namespace asio = boost::asio;

Task<void> ManualClock::sleep(std::chrono::milliseconds duration) {
  // Sleeps for ever; advance() lets it expire, cancellation aborts it.
  const auto timer = std::make_shared<asio::steady_timer>(
      co_await asio::this_coro::executor,
      asio::steady_timer::time_point::max());
  const auto due = now_ + duration;
  const auto entry = sleepers_.emplace(due, timer);
  bool woken = now_ >= due;
  if (!woken) {
    co_await timer->async_wait(asio::as_tuple(asio::use_awaitable));
    woken = now_ >= due;
  }
  sleepers_.erase(entry);
  if (!woken)
    co_return Error(Errc::cancelled, "stopped");
  co_return Result<void>();
}

void ManualClock::advance(std::chrono::milliseconds step) {
  now_ += step;
  for (const auto& [due, timer] : sleepers_) {
    if (due <= now_)
      timer->cancel();
  }
}

}  // namespace soundcheck::test
