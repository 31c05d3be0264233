#include "cloud-sim/hub/hub.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <mqtt/async_client.h>
#include <random>
#include <spdlog/spdlog.h>

#include "cloud-sim/hub/nodelay.hpp"

namespace soundcheck::cloud {
namespace asio = boost::asio;
using namespace std::chrono_literals;
namespace {

std::string uri_of(const HubSettings& settings) {
  const bool v6 = settings.host.find(':') != std::string::npos;
  return "ssl://" + (v6 ? "[" + settings.host + "]" : settings.host) + ":" +
         std::to_string(settings.port);
}

mqtt::connect_options options_of(const HubSettings& settings) {
  auto tls = mqtt::ssl_options_builder()
                 .trust_store(settings.ca_file.string())
                 .key_store(settings.cert_file.string())
                 .private_key(settings.key_file.string())
                 .ssl_version(MQTT_SSL_VERSION_TLS_1_2)
                 .enable_server_cert_auth(true)
                 .verify(true)
                 .finalize();
  // Not a clean session: what devices send while we are away waits for us.
  return mqtt::connect_options_builder()
      .mqtt_version(MQTTVERSION_3_1_1)
      .clean_session(false)
      .keep_alive_interval(30s)
      .connect_timeout(10s)
      .max_inflight(1000)
      .ssl(std::move(tls))
      .finalize();
}

}  // namespace

/// Paho calls back on its own threads; everything here is posted to ours first.
class Hub::Connection : private mqtt::iaction_listener {
 public:
  Connection(asio::any_io_executor executor, HubSettings settings)
      : executor_(executor),
        settings_(std::move(settings)),
        options_(options_of(settings_)),
        client_(uri_of(settings_),
                "soundcheck-cloud-" + settings_.tenant,
                mqtt::create_options(MQTTVERSION_3_1_1)),
        retry_(executor) {
    client_.set_message_callback(
        [this](mqtt::const_message_ptr message) { arrived(*message); });
    client_.set_connection_lost_handler([this](const std::string& cause) {
      const auto why = cause.empty() ? "the broker closed it" : cause;
      asio::post(executor_, [this, why] { lost(why); });
    });
  }

  void start(Handlers handlers) {
    handlers_ = std::move(handlers);
    connect();
  }

  bool publish(const std::string& topic,
               const std::string& payload,
               bool retained) {
    if (state_ != "connected")
      return false;
    try {
      client_.publish(topic, payload.data(), payload.size(), 1, retained);
      return true;
    } catch (const mqtt::exception& failure) {
      spdlog::warn("publishing to {}: {}", topic, failure.what());
      return false;
    }
  }

  void stop() {
    stopping_ = true;
    retry_.cancel();
    state_ = "stopped";
    try {
      if (client_.is_connected())
        client_.disconnect(500)->wait_for(1s);
      // Fails while the broker still owes us its part of the goodbye; what is
      // called back then finds `stopping_`.
      client_.disable_callbacks();
    } catch (const mqtt::exception& failure) {
      spdlog::warn("leaving the broker: {}", failure.what());
    }
  }

  const HubSettings& settings() const { return settings_; }
  const std::string& state() const { return state_; }
  const HubCounters& counters() const { return counters_; }

 private:
  enum Action : int { connecting = 1, subscribing = 2 };

  void connect() {
    if (stopping_)
      return;
    try {
      action_ = connecting;
      client_.connect(options_, nullptr, *this);
    } catch (const mqtt::exception& failure) {
      failed(failure.what());
    }
  }

  void subscribe() {
    const std::string device = "soundcheck/1/" + settings_.tenant + "/+/";
    auto filters = mqtt::string_collection::create(
        {device + "presence", device + "report", device + "reply"});
    try {
      action_ = subscribing;
      client_.subscribe(filters, {1, 1, 1}, nullptr, *this);
    } catch (const mqtt::exception& failure) {
      lost(failure.what());
    }
  }

  // Paho's thread.
  void on_success(const mqtt::token&) override {
    asio::post(executor_, [this] { succeeded(); });
  }

  // Paho's thread.
  void on_failure(const mqtt::token& token) override {
    const auto why = mqtt::exception::error_str(token.get_return_code());
    asio::post(executor_, [this, why] { failed(why); });
  }

  // Paho's thread. What is too large is not even copied.
  void arrived(const mqtt::message& message) {
    const auto size = message.get_payload_ref().size();
    std::string payload;
    if (size <= max_message_bytes)
      payload = message.get_payload_str();
    asio::post(executor_, [this, size, topic = message.get_topic(),
                           payload = std::move(payload)]() mutable {
      take(topic, size, std::move(payload));
    });
  }

  void take(const std::string& text, std::size_t size, std::string payload) {
    ++counters_.received;
    auto topic = parse_topic(text);
    if (!topic || topic->tenant != settings_.tenant) {
      ++counters_.wrong_topic;
      spdlog::warn("dropped a message on the strange topic {:.200}", text);
    } else if (size > max_message_bytes) {
      ++counters_.too_large;
      spdlog::warn("{}: dropped a {} of {} bytes, the limit is {}",
                   topic->device, topic->channel, size, max_message_bytes);
    } else if (!stopping_) {
      handlers_.received(std::move(*topic), std::move(payload));
    }
  }

  void succeeded() {
    if (stopping_)
      return;
    if (action_ == connecting) {
      set_nodelay_towards(settings_.port);
      subscribe();
      return;
    }
    state_ = "connected";
    backoff_ = 250ms;
    handlers_.subscribed();
  }

  void failed(const std::string& why) {
    if (stopping_)
      return;
    if (state_ != why)
      spdlog::warn("cannot reach the broker at {}: {}", uri_of(settings_), why);
    state_ = why;
    retry();
  }

  void lost(const std::string& why) {
    if (stopping_)
      return;
    spdlog::warn("lost the broker: {}", why);
    state_ = why;
    handlers_.lost(why);
    retry();
  }

  // Full jitter, so that many clouds do not come back in step.
  void retry() {
    std::uniform_int_distribution<long> any(50, backoff_.count());
    retry_.expires_after(std::chrono::milliseconds(any(random_)));
    backoff_ = std::min(backoff_ * 2, std::chrono::milliseconds(10s));
    retry_.async_wait([this](boost::system::error_code cancelled) {
      // Expired before stop() could cancel it, it still comes.
      if (!cancelled && !stopping_)
        connect();
    });
  }

  asio::any_io_executor executor_;
  HubSettings settings_;
  mqtt::connect_options options_;
  mqtt::async_client client_;
  asio::steady_timer retry_;
  Handlers handlers_;
  std::string state_ = "connecting";
  HubCounters counters_;
  Action action_ = connecting;
  std::chrono::milliseconds backoff_ = 250ms;
  std::mt19937 random_{std::random_device{}()};
  bool stopping_ = false;
};

Hub::Hub(asio::any_io_executor executor, HubSettings settings)
    : connection_(std::make_unique<Connection>(std::move(executor),
                                               std::move(settings))) {}

Hub::~Hub() = default;

void Hub::start(Handlers handlers) {
  connection_->start(std::move(handlers));
}

bool Hub::publish(const std::string& device,
                  const std::string& channel,
                  const std::string& payload) {
  return connection_->publish(
      topic_of({connection_->settings().tenant, device, channel}), payload,
      false);
}

bool Hub::publish_to_all(const std::string& channel,
                         const std::string& payload) {
  return connection_->publish(
      "soundcheck/1/" + connection_->settings().tenant + "/" + channel, payload,
      true);
}

const std::string& Hub::state() const {
  return connection_->state();
}

const HubCounters& Hub::counters() const {
  return connection_->counters();
}

void Hub::stop() {
  connection_->stop();
}

}  // namespace soundcheck::cloud
