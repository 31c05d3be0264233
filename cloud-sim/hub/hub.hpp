#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "cloud-sim/wire/topics.hpp"

namespace soundcheck::cloud {

struct HubSettings {
  std::string host = "127.0.0.1";
  std::uint16_t port = 8883;
  std::string tenant;
  std::filesystem::path ca_file, cert_file, key_file;
};

struct HubCounters {
  std::uint64_t received = 0;
  std::uint64_t too_large = 0;
  std::uint64_t wrong_topic = 0;
};

/// The cloud's connection to the broker; it listens to every device of its
/// tenant. All handlers are called on the executor's thread.
class Hub {
 public:
  static constexpr std::size_t max_message_bytes = 64 * 1024;

  struct Handlers {
    std::function<void()> subscribed;  ///< after each (re)connect
    std::function<void(const std::string& why)> lost;
    /// From a device: presence, report or reply. Bytes as received.
    std::function<void(Topic, std::string payload)> received;
  };

  /// The executor's context must not run any more when the hub is destroyed.
  Hub(boost::asio::any_io_executor executor, HubSettings settings);
  ~Hub();

  /// Connects and keeps trying, with jitter, until stop().
  void start(Handlers handlers);
  /// QoS 1. False when there is no connection now.
  bool publish(const std::string& device,
               const std::string& channel,
               const std::string& payload);
  /// Retained, for all devices of the tenant: "knowledge" or "keys".
  bool publish_to_all(const std::string& channel, const std::string& payload);
  /// "connected", or why not.
  const std::string& state() const;
  const HubCounters& counters() const;
  /// Disconnects in order; blocks for a second at most.
  void stop();

 private:
  class Connection;
  std::unique_ptr<Connection> connection_;
};

}  // namespace soundcheck::cloud
