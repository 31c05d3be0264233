#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <string>

#include "cloud-sim/broker/child.hpp"
#include "cloud-sim/broker/configuration.hpp"
#include "cloud-sim/broker/reserved_port.hpp"

namespace soundcheck::cloud {

/// Runs mosquitto as a child and starts it again when it dies.
class Broker {
 public:
  /// Writes its files and starts it; a port of 0 becomes a free one. Errors:
  /// unavailable when there is no mosquitto, conflict when the port is taken,
  /// denied when the files cannot be written.
  static Result<std::unique_ptr<Broker>> start(
      boost::asio::any_io_executor executor,
      BrokerSettings settings,
      const PkiFiles& pki);

  std::uint16_t port() const { return settings_.port; }
  int pid() const { return child_ ? child_->pid() : 0; }

  /// Comes back when it takes connections, at the latest after 10 s.
  boost::asio::awaitable<void> listening();
  /// Watches and restarts (100 ms, doubling to 10 s) until stop().
  boost::asio::awaitable<void> watch();
  /// SIGTERM, after 5 s SIGKILL. Comes back when it has ended.
  boost::asio::awaitable<void> stop();

 private:
  Broker(boost::asio::any_io_executor executor,
         BrokerSettings settings,
         ReservedPort port,
         std::string program);
  Result<void> launch();
  boost::asio::awaitable<void> pause(std::chrono::milliseconds time);

  boost::asio::any_io_executor executor_;
  BrokerSettings settings_;
  ReservedPort port_;  ///< held while mosquitto comes and goes
  std::string program_;
  std::unique_ptr<Child> child_;
  boost::asio::steady_timer timer_;
  boost::asio::steady_timer gone_;  ///< wakes stop() when watch() is through
  bool stopping_ = false;
  bool watching_ = false;
};

}  // namespace soundcheck::cloud
