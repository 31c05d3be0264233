#pragma once

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <memory>

#include "cloud-sim/http/listener.hpp"

namespace soundcheck::cloud {

/// Accepts connections and gives each to its own coroutine; not more than
/// `max_connections` at a time, more are closed at once.
class Server {
 public:
  using Serve =
      std::function<boost::asio::awaitable<void>(boost::asio::ip::tcp::socket)>;

  Server(Acceptor acceptor, std::size_t max_connections, Serve serve);

  std::uint16_t port() const { return port_; }
  bool on_loopback() const { return loopback_; }
  boost::asio::awaitable<void> run();  ///< until stop()
  void stop();

 private:
  Acceptor acceptor_;
  std::size_t max_connections_;
  Serve serve_;
  std::uint16_t port_;
  bool loopback_;
  std::shared_ptr<std::size_t> open_ = std::make_shared<std::size_t>(0);
};

}  // namespace soundcheck::cloud
