#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "agent/uplink/broker.hpp"
#include "agent/uplink/paho/doorway.hpp"

namespace soundcheck {

struct MqttSettings {
  Broker broker;
  std::string client_id;
  std::chrono::seconds keep_alive{30};
  std::string will_topic;
  std::string will_payload;  ///< retained, QoS 1
};

/// One Paho client: MQTT 3.1.1, a session that the broker keeps, mutual TLS.
/// Nothing here waits, and all events come on the daemon's thread through the
/// doorway, never from within a call.
class MqttClient {
 public:
  struct Events {
    /// `resumed`: the broker has kept our session, and what it is subscribed
    /// to.
    std::function<void(bool resumed)> connected;
    /// Paho gives a reason for the broker's own refusals only: that of the
    /// CONNACK, 1 to 5. Otherwise `why` may be empty.
    std::function<void(std::string why, std::optional<int> connack)> failed;
    std::function<void()> lost;
    /// The payload is gone after the call.
    std::function<void(std::string topic, std::string_view payload)> received;
    /// Above the limit of its topic, dropped on Paho's thread.
    std::function<void(std::string topic, std::size_t bytes)> too_large;
    /// The broker has the last words, or will not take them.
    std::function<void()> last_words_said;
    std::function<void()> disconnected;
  };

  /// `max_bytes` is called on Paho's thread.
  MqttClient(MqttSettings settings,
             std::function<std::size_t(const std::string& topic)> max_bytes,
             std::shared_ptr<Doorway> doorway,
             Events events);
  ~MqttClient();
  MqttClient(const MqttClient&) = delete;
  MqttClient& operator=(const MqttClient&) = delete;

  /// Ends with exactly one of connected, failed.
  void connect();
  /// QoS 1. False: the library did not take it.
  bool publish(const std::string& topic,
               const std::string& payload,
               bool retain);
  bool subscribe(const std::string& topic);
  /// Publishes, retained, and ends with last_words_said. Paho's own wait for
  /// acknowledgements before a disconnection sleeps through their arrival.
  void say_last_words(const std::string& topic, const std::string& payload);
  /// At once; ends with disconnected.
  void disconnect();

  /// Takes the client apart on a thread of its own, because Paho waits there
  /// for its threads, and one of those may be stuck in name resolution.
  /// `gone` comes through the doorway if it is still open.
  static void retire(std::unique_ptr<MqttClient> client,
                     std::function<void()> gone);

 private:
  class Listener;
  struct Shared;

  std::shared_ptr<Shared> shared_;
  class Connection;
  std::unique_ptr<Connection> connection_;
};

}  // namespace soundcheck
