#pragma once

#include <functional>
#include <memory>
#include <mosquitto.h>
#include <stdexcept>
#include <string>

namespace soundcheck::bench {

/// Where the broker is and who we are there.
struct Broker {
  std::string host;
  int port = 8883;
  std::string ca_file, cert_file, key_file;
};

/// The reference: libmosquitto in C, mutual TLS, QoS 1, TCP_NODELAY set.
class MosquittoClient {
 public:
  using Received = std::function<void(std::string_view payload)>;

  MosquittoClient(const Broker& broker,
                  const std::string& topic,
                  Received received)
      : client_(mosquitto_new(nullptr, true, this), &mosquitto_destroy),
        topic_(topic),
        received_(std::move(received)) {
    check(mosquitto_int_option(client_.get(), MOSQ_OPT_TCP_NODELAY, 1),
          "setting TCP_NODELAY");
    check(mosquitto_tls_set(client_.get(), broker.ca_file.c_str(), nullptr,
                            broker.cert_file.c_str(), broker.key_file.c_str(),
                            nullptr),
          "loading the certificates");
    mosquitto_connect_callback_set(client_.get(), &on_connect);
    mosquitto_subscribe_callback_set(client_.get(), &on_subscribe);
    mosquitto_message_callback_set(client_.get(), &on_message);
    check(
        mosquitto_connect(client_.get(), broker.host.c_str(), broker.port, 60),
        "connecting");
  }

  void publish(const std::string& topic, std::string_view payload) {
    check(mosquitto_publish(client_.get(), nullptr, topic.c_str(),
                            static_cast<int>(payload.size()), payload.data(), 1,
                            false),
          "publishing");
  }

  /// One turn of the network loop.
  void turn() { check(mosquitto_loop(client_.get(), 1000, 1), "the loop"); }
  bool subscribed() const { return subscribed_; }

 private:
  static void check(int code, const char* doing) {
    if (code != MOSQ_ERR_SUCCESS) {
      throw std::runtime_error(std::string(doing) + ": " +
                               mosquitto_strerror(code));
    }
  }
  static void on_connect(mosquitto* client, void* self, int) {
    const auto& topic = static_cast<MosquittoClient*>(self)->topic_;
    mosquitto_subscribe(client, nullptr, topic.c_str(), 1);
  }
  static void on_subscribe(mosquitto*, void* self, int, int, const int*) {
    static_cast<MosquittoClient*>(self)->subscribed_ = true;
  }
  static void on_message(mosquitto*,
                         void* self,
                         const mosquitto_message* message) {
    static_cast<MosquittoClient*>(self)->received_(
        {static_cast<const char*>(message->payload),
         static_cast<std::size_t>(message->payloadlen)});
  }

  std::unique_ptr<mosquitto, decltype(&mosquitto_destroy)> client_;
  std::string topic_;
  Received received_;
  bool subscribed_ = false;
};

}  // namespace soundcheck::bench
