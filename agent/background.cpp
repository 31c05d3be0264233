#include "agent/background.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace soundcheck {

namespace asio = boost::asio;

Background::Background(asio::any_io_executor executor)
    : executor_(std::move(executor)),
      ended_(executor_, asio::steady_timer::time_point::max()) {}

void Background::start(asio::awaitable<void> work) {
  running_ = true;
  asio::co_spawn(executor_, std::move(work),
                 asio::bind_cancellation_slot(
                     cancel_.slot(), [this](std::exception_ptr failure) {
                       running_ = false;
                       ended_.cancel();
                       if (failure)
                         std::rethrow_exception(failure);
                     }));
}

asio::awaitable<void> Background::stop() {
  cancel_.emit(asio::cancellation_type::terminal);
  while (running_)
    co_await ended_.async_wait(asio::as_tuple(asio::use_awaitable));
}

}  // namespace soundcheck
