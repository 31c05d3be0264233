#include "cloud-sim/http/server.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <spdlog/spdlog.h>

namespace soundcheck::cloud {
namespace asio = boost::asio;

Server::Server(Acceptor acceptor, std::size_t max_connections, Serve serve)
    : acceptor_(std::move(acceptor)),
      max_connections_(max_connections),
      serve_(std::move(serve)) {
  const auto local = acceptor_.local_endpoint();
  port_ = local.port();
  loopback_ = local.address().is_loopback();
}

asio::awaitable<void> Server::run() {
  const auto executor = acceptor_.get_executor();
  while (acceptor_.is_open()) {
    auto [failed, socket] =
        co_await acceptor_.async_accept(asio::as_tuple(asio::use_awaitable));
    if (failed && !acceptor_.is_open())
      break;
    if (failed) {
      // Out of descriptors, for example: give others time to close theirs.
      spdlog::warn("accepting a connection: {}", failed.message());
      asio::steady_timer pause(executor, std::chrono::milliseconds(100));
      co_await pause.async_wait(asio::as_tuple(asio::use_awaitable));
      continue;
    }
    if (*open_ >= max_connections_)
      continue;
    ++*open_;
    asio::co_spawn(executor, serve_(std::move(socket)),
                   [open = open_](std::exception_ptr) { --*open; });
  }
}

void Server::stop() {
  boost::system::error_code ignored;
  acceptor_.close(ignored);
}

}  // namespace soundcheck::cloud
