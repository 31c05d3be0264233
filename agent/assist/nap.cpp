#include "agent/assist/nap.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace soundcheck::assist {

namespace asio = boost::asio;

namespace {

asio::awaitable<void> sleep_quietly(Clock& clock,
                                    std::chrono::milliseconds duration) {
  co_await asio::this_coro::throw_if_cancelled(false);
  const auto state = co_await asio::this_coro::cancellation_state;
  if (state.cancelled() != asio::cancellation_type::none)
    co_return;
  // Slept or cancelled: either way the sleep is over.
  (void)co_await clock.sleep(duration);
}

}  // namespace

asio::awaitable<void> Nap::sleep(Clock& clock,
                                 std::chrono::milliseconds duration) {
  if (woken_)
    co_return;
  co_await asio::co_spawn(
      executor_, sleep_quietly(clock, duration),
      asio::bind_cancellation_slot(signal_.slot(), asio::use_awaitable));
}

void Nap::wake() {
  woken_ = true;
  // Outside of the loop Asio defers a part of emit(), which must find the
  // signal alive (Boost 1.81, co_spawn_cancellation_handler).
  asio::post(executor_, [self = shared_from_this()] {
    self->signal_.emit(asio::cancellation_type::terminal);
  });
}

}  // namespace soundcheck::assist
