#include "agent/uplink/paho/mqtt_client.hpp"

#include <mqtt/async_client.h>

#include "agent/uplink/paho/aside.hpp"

namespace soundcheck {

namespace {

constexpr std::chrono::seconds connect_timeout{15};
// More than a check-up publishes at once; Paho's own default is 10.
constexpr int max_inflight = 100;
// What the daemon has not looked at yet. A broker that floods us fills neither
// our memory nor our time.
constexpr int max_unread = 64;
constexpr std::size_t max_unread_bytes = std::size_t{4} * 1024 * 1024;

/// MQTT 3.1.1, 3.2.2.3. Paho gives the number where there is one.
std::string connack_words(int code) {
  switch (code) {
    case 1:
      return "the broker refused the MQTT version";
    case 2:
      return "the broker refused the client id";
    case 3:
      return "the broker says that it is unavailable";
    case 4:
      return "the broker refused the user name or password";
    case 5:
      return "the broker says that we are not authorised";
    default:
      return "";
  }
}

std::string uri_of(const Broker& broker) {
  const bool ipv6 = broker.host.find(':') != broker.host.npos;
  return "ssl://" + (ipv6 ? "[" + broker.host + "]" : broker.host) + ":" +
         std::to_string(broker.port);
}

mqtt::connect_options options_of(const MqttSettings& settings) {
  const auto ssl = mqtt::ssl_options_builder()
                       .trust_store(settings.broker.ca_file)
                       .key_store(settings.broker.cert_file)
                       .private_key(settings.broker.key_file)
                       // Level 2 leaves only TLS 1.2 and 1.3.
                       .enabled_cipher_suites("HIGH:!aNULL:@SECLEVEL=2")
                       .enable_server_cert_auth(true)
                       .verify(true)
                       .finalize();
  return mqtt::connect_options_builder()
      .mqtt_version(MQTTVERSION_3_1_1)
      .clean_session(false)
      .automatic_reconnect(false)
      .keep_alive_interval(settings.keep_alive)
      .connect_timeout(connect_timeout)
      .max_inflight(max_inflight)
      .will(mqtt::message(settings.will_topic, settings.will_payload, 1, true))
      .ssl(ssl)
      .finalize();
}

}  // namespace

/// What Paho's threads may touch.
struct MqttClient::Shared {
  std::shared_ptr<Doorway> doorway;
  Events events;
  std::function<std::size_t(const std::string& topic)> max_bytes;
  std::atomic<int> unread{0};
  std::atomic<std::size_t> unread_bytes{0};

  bool has_room(std::size_t bytes) const {
    return unread < max_unread && unread_bytes + bytes <= max_unread_bytes;
  }
};

/// Ends of one kind of request.
class MqttClient::Listener final : public mqtt::iaction_listener {
 public:
  using Succeeded = std::function<void()>;
  /// Makes of an answer what is to be done on the daemon's thread.
  using Read = std::function<Succeeded(const mqtt::token&)>;

  Listener(std::shared_ptr<Doorway> doorway,
           Read succeeded,
           std::function<void(int code)> failed)
      : doorway_(std::move(doorway)),
        succeeded_(std::move(succeeded)),
        failed_(std::move(failed)) {}

  void on_success(const mqtt::token& token) override {
    doorway_->post(succeeded_(token));
  }
  void on_failure(const mqtt::token& token) override {
    doorway_->post(
        [failed = failed_, code = token.get_return_code()] { failed(code); });
  }

 private:
  std::shared_ptr<Doorway> doorway_;
  Read succeeded_;
  std::function<void(int)> failed_;
};

class MqttClient::Connection {
 public:
  static Listener::Read always(std::function<void()> succeeded) {
    return [succeeded = std::move(succeeded)](const mqtt::token&) {
      return succeeded;
    };
  }

  Connection(const MqttSettings& settings, const Shared& shared)
      : options(options_of(settings)),
        connecting(
            shared.doorway,
            [connected = shared.events.connected](
                const mqtt::token& token) -> Listener::Succeeded {
              const bool resumed =
                  token.get_connect_response().is_session_present();
              return [connected, resumed] { connected(resumed); };
            },
            [failed = shared.events.failed](int code) {
              auto why = connack_words(code);
              const auto connack =
                  why.empty() ? std::nullopt : std::optional(code);
              failed(std::move(why), connack);
            }),
        last_words(shared.doorway,
                   always(shared.events.last_words_said),
                   [said = shared.events.last_words_said](int) { said(); }),
        disconnecting(shared.doorway,
                      always(shared.events.disconnected),
                      [done = shared.events.disconnected](int) { done(); }),
        paho(uri_of(settings.broker), settings.client_id) {}

  mqtt::connect_options options;
  Listener connecting;
  Listener last_words;
  Listener disconnecting;
  mqtt::async_client paho;  // last: its end waits for the callbacks
};

MqttClient::MqttClient(MqttSettings settings,
                       std::function<std::size_t(const std::string&)> max_bytes,
                       std::shared_ptr<Doorway> doorway,
                       Events events)
    : shared_(std::make_shared<Shared>()) {
  shared_->doorway = std::move(doorway);
  shared_->events = std::move(events);
  shared_->max_bytes = std::move(max_bytes);
  connection_ = std::make_unique<Connection>(settings, *shared_);
  connection_->paho.set_connection_lost_handler(
      [shared = shared_](const std::string&) {
        shared->doorway->post(shared->events.lost);
      });
  connection_->paho.set_message_callback(
      [shared = shared_](const mqtt::const_message_ptr& message) {
        const auto bytes = message->get_payload().size();
        const auto topic = message->get_topic();
        if (bytes > shared->max_bytes(topic)) {
          return shared->doorway->post([shared, topic, bytes] {
            shared->events.too_large(topic, bytes);
          });
        }
        // Only this thread, which is one, makes it more.
        if (!shared->has_room(bytes))
          return;
        ++shared->unread;
        shared->unread_bytes += bytes;
        shared->doorway->post([shared, topic, message, bytes] {
          --shared->unread;
          shared->unread_bytes -= bytes;
          shared->events.received(topic, message->get_payload());
        });
      });
}

MqttClient::~MqttClient() = default;

void MqttClient::connect() try {
  connection_->paho.connect(connection_->options, nullptr,
                            connection_->connecting);
} catch (const mqtt::exception& e) {
  shared_->doorway->post([shared = shared_, why = std::string(e.what())] {
    shared->events.failed(why, std::nullopt);
  });
}

bool MqttClient::publish(const std::string& topic,
                         const std::string& payload,
                         bool retain) try {
  connection_->paho.publish(mqtt::make_message(topic, payload, 1, retain));
  return true;
} catch (const mqtt::exception&) {
  return false;
}

bool MqttClient::subscribe(const std::string& topic) try {
  connection_->paho.subscribe(topic, 1);
  return true;
} catch (const mqtt::exception&) {
  return false;
}

void MqttClient::say_last_words(const std::string& topic,
                                const std::string& payload) try {
  connection_->paho.publish(mqtt::make_message(topic, payload, 1, true),
                            nullptr, connection_->last_words);
} catch (const mqtt::exception&) {
  shared_->doorway->post(shared_->events.last_words_said);
}

void MqttClient::disconnect() try {
  connection_->paho.disconnect(0, nullptr, connection_->disconnecting);
} catch (const mqtt::exception&) {
  shared_->doorway->post(shared_->events.disconnected);
}

void MqttClient::retire(std::unique_ptr<MqttClient> client,
                        std::function<void()> gone) {
  auto doorway = client->shared_->doorway;
  run_aside(
      std::move(doorway),
      [client = std::move(client)]() mutable { client.reset(); },
      std::move(gone));
}

}  // namespace soundcheck
