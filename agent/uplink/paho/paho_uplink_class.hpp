#pragma once

#include <boost/asio/steady_timer.hpp>

#include "agent/uplink/backoff.hpp"
#include "agent/uplink/paho/doorway.hpp"
#include "agent/uplink/paho/examination.hpp"
#include "agent/uplink/paho/mqtt_client.hpp"
#include "agent/uplink/paho/paho_uplink.hpp"
#include "agent/uplink/paho/topics.hpp"

namespace soundcheck {

/// What make_paho_uplink() makes. way() and what it needs are in
/// paho_uplink_way.cpp.
class PahoUplink final : public Uplink {
 public:
  PahoUplink(boost::asio::any_io_executor executor,
             UplinkSettings settings,
             std::function<double()> random)
      : executor_(executor),
        settings_(std::move(settings)),
        topics_(settings_.tenant, settings_.device),
        doorway_(std::make_shared<Doorway>(executor)),
        backoff_(std::chrono::seconds(1),
                 std::chrono::seconds(60),
                 std::move(random)),
        timer_(executor) {}
  ~PahoUplink() override;

  void start(Handlers handlers) override;
  bool publish(Channel channel, std::string payload, bool retain) override;
  bool connected() const override { return connected_; }
  std::string state() const override;
  Task<BrokerState> way() override;
  std::uint64_t sent_bytes() const override { return sent_bytes_; }
  boost::asio::awaitable<bool> stop(std::string last_presence) override;

 private:
  std::unique_ptr<MqttClient> make_client();
  void renew_client();
  std::string place() const;

  void attempt();
  void on_connected(bool resumed);
  void on_failed(std::string why, std::optional<int> connack);
  void on_lost();
  void try_again_later();
  void examine();
  void tell(std::string trouble);
  std::optional<BrokerState> standing() const;
  Task<BrokerState> examined();
  boost::asio::awaitable<bool> attempt_ended();
  void note(bool& step) {
    step = true;
    timer_.cancel();
  }
  boost::asio::awaitable<bool> happened(const bool& flag,
                                        std::chrono::milliseconds patience);

  boost::asio::any_io_executor executor_;
  UplinkSettings settings_;
  Topics topics_;
  std::shared_ptr<Doorway> doorway_;
  Backoff backoff_;
  boost::asio::steady_timer timer_;
  Handlers handlers_;
  std::unique_ptr<MqttClient> client_;
  bool connecting_ = false;
  bool connected_ = false;
  bool stopping_ = false;
  bool has_knowledge_ = false;  // it came, so our session is subscribed to it
  // Steps of stop().
  bool last_words_said_ = false, disconnected_ = false, retired_ = false;
  Examination examination_;
  unsigned generation_ = 0;  // of the client
  unsigned failures_ = 0;    // since the last connection
  std::chrono::steady_clock::time_point connected_since_;
  std::uint64_t sent_bytes_ = 0;
  std::string trouble_;
  std::optional<int> connack_;  // of the last attempt, when it was refused
};

}  // namespace soundcheck
