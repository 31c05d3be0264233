#include "probes/board/linux/clock_linux.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <ctime>

#include "probes/board/linux/kernel_calls.hpp"

namespace soundcheck {

namespace asio = boost::asio;

namespace {

std::chrono::milliseconds now(clockid_t clock) {
  timespec time{};
  clock_gettime(clock, &time);
  return std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::seconds(time.tv_sec) +
      std::chrono::nanoseconds(time.tv_nsec));
}

}  // namespace

std::chrono::milliseconds ClockLinux::monotonic() const {
  return now(CLOCK_BOOTTIME);
}

std::chrono::milliseconds ClockLinux::wall() const {
  return now(CLOCK_REALTIME);
}

bool ClockLinux::trusted() const {
  const auto time = ask_kernel_time();
  return time && time->synchronised;
}

Task<void> ClockLinux::sleep(std::chrono::milliseconds duration) {
  // Awaiting anything in a cancelled coroutine would throw.
  const auto state = co_await asio::this_coro::cancellation_state;
  if (state.cancelled() != asio::cancellation_type::none)
    co_return Error(Errc::cancelled, "stopped");

  asio::steady_timer timer(co_await asio::this_coro::executor, duration);
  const auto [stopped] =
      co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
  if (stopped)
    co_return Error(Errc::cancelled, "stopped");
  co_return Result<void>();
}

}  // namespace soundcheck
