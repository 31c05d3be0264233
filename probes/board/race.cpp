#include "probes/board/race.hpp"

#include <boost/asio/experimental/awaitable_operators.hpp>

namespace soundcheck {

boost::asio::awaitable<unsigned> race(boost::asio::awaitable<void> one,
                                      boost::asio::awaitable<void> other) {
  using namespace boost::asio::experimental::awaitable_operators;
  const auto first = co_await (std::move(one) || std::move(other));
  co_return static_cast<unsigned>(first.index());
}

}  // namespace soundcheck
