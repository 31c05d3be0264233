#include "agent/side_task.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <functional>

#include "agent/log.hpp"

namespace soundcheck {

namespace asio = boost::asio;

SideTask::SideTask(const asio::any_io_executor& executor)
    : ended_(executor, asio::steady_timer::time_point::max()) {}

void SideTask::start(Task<void> task, std::string what) {
  what_ = std::move(what);
  running_ = true;
  const std::function<void(std::exception_ptr, Result<void>)> ended =
      [this](const std::exception_ptr& failure, const Result<void>& result) {
        end(failure, result);
      };
  asio::co_spawn(ended_.get_executor(), std::move(task),
                 asio::bind_cancellation_slot(cancel_.slot(), ended));
}

void SideTask::end(const std::exception_ptr& failure,
                   const Result<void>& result) {
  running_ = false;
  ended_.cancel();
  // A defect of ours; the service manager restarts us.
  if (failure && !stopping_)
    std::rethrow_exception(failure);
  if (!failure && !result && result.error().code != Errc::cancelled &&
      result.error().code != Errc::unsupported) {
    log::error(result.error().during(what_).what);
  }
}

asio::awaitable<void> SideTask::stop() {
  stopping_ = true;
  cancel_.emit(asio::cancellation_type::terminal);
  while (running_)
    co_await ended_.async_wait(asio::as_tuple(asio::use_awaitable));
}

}  // namespace soundcheck
