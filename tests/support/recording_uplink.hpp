#pragma once

#include <string>
#include <vector>

#include "agent/uplink/uplink.hpp"

namespace soundcheck::test {

/// An uplink whose other end is the test.
class RecordingUplink final : public Uplink {
 public:
  struct Message {
    Channel channel;
    std::string payload;
    bool retain;
  };

  void start(Handlers handlers) override { handlers_ = std::move(handlers); }
  bool publish(Channel channel, std::string payload, bool retain) override {
    if (!connected_ || refusing)
      return false;
    sent.push_back({channel, std::move(payload), retain});
    return true;
  }
  bool connected() const override { return connected_; }
  std::string state() const override {
    return connected_ ? "connected" : "the test says no";
  }
  Task<BrokerState> way() override {
    BrokerState way;
    way.reached = connected_ ? BrokerStage::online : BrokerStage::connect;
    co_return way;
  }
  std::uint64_t sent_bytes() const override { return 0; }
  boost::asio::awaitable<bool> stop(std::string last_presence) override {
    publish(Channel::presence, std::move(last_presence), true);
    connected_ = false;
    co_return true;
  }

  void connect() {
    connected_ = true;
    if (handlers_.connected)
      handlers_.connected();
  }
  void disconnect() {
    connected_ = false;
    if (handlers_.disconnected)
      handlers_.disconnected("the test says so");
  }
  void receive(Channel channel, std::string payload) {
    handlers_.received(channel, std::move(payload));
  }
  /// The payloads sent since the last call.
  std::vector<std::string> take_sent() {
    std::vector<std::string> payloads;
    for (auto& message : sent)
      payloads.push_back(std::move(message.payload));
    sent.clear();
    return payloads;
  }

  std::vector<Message> sent;
  bool refusing = false;  ///< as a library that is full does

 private:
  Handlers handlers_;
  bool connected_ = false;
};

}  // namespace soundcheck::test
