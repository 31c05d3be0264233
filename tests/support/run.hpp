#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <exception>
#include <optional>
#include <stdexcept>

namespace soundcheck::test {

/// Runs one coroutine to its end on a fresh io_context and returns its value.
/// A coroutine that waits for something nobody will do is an error, not a hang.
template <class T>
T run(boost::asio::awaitable<T> task) {
  boost::asio::io_context io(1);
  std::optional<T> value;
  std::exception_ptr failure;
  boost::asio::co_spawn(io, std::move(task),
                        [&](std::exception_ptr error, T result) {
                          failure = error;
                          if (!error)
                            value.emplace(std::move(result));
                        });
  io.run();
  if (failure)
    std::rethrow_exception(failure);
  if (!value)
    throw std::logic_error("the coroutine never came to its end");
  return std::move(*value);
}

}  // namespace soundcheck::test
