#include "agent/uplink/paho/paho_uplink.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "agent/uplink/device_key.hpp"
#include "agent/uplink/paho/paho_uplink_class.hpp"
#include "agent/uplink/paho/socket_guard.hpp"

namespace soundcheck {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using std::chrono::steady_clock;

namespace {

// A broker that takes us and throws us out again is not a good one, so only
// then does the waiting start anew.
constexpr auto proven_after = 60s;
// Paho ends an attempt after 15 s by itself; if it does not, it has lost it.
constexpr auto attempt_limit = 45s;
// Together less than what the daemon may take to stop.
constexpr auto last_words_time = 1500ms;
constexpr auto disconnect_time = 500ms;
constexpr auto retire_time = 1000ms;
constexpr auto examined_time = 500ms;
// The examination costs the broker a handshake, so it is not made each time.
constexpr unsigned examine_every = 10;

}  // namespace

PahoUplink::~PahoUplink() {
  doorway_->close();
  if (client_)
    MqttClient::retire(std::move(client_), [] {});
}

std::string PahoUplink::place() const {
  return settings_.broker.host + ":" + std::to_string(settings_.broker.port);
}

std::string PahoUplink::state() const {
  if (connected_)
    return "connected";
  return trouble_.empty() ? "connecting to " + place() : trouble_;
}

std::unique_ptr<MqttClient> PahoUplink::make_client() {
  MqttSettings settings;
  settings.broker = settings_.broker;
  settings.client_id = settings_.tenant + "/" + settings_.device;
  settings.keep_alive = settings_.keep_alive;
  settings.will_topic = topics_.of(Channel::presence);
  settings.will_payload = settings_.will;
  // The doorway is closed before this object goes, so `this` is safe in them.
  MqttClient::Events events;
  // A client that was given up may still have something to say.
  const auto current = [this, mine = ++generation_] {
    return mine == generation_ && !stopping_;
  };
  events.connected = [this, current](bool resumed) {
    if (current())
      on_connected(resumed);
  };
  events.failed = [this, current](std::string why, std::optional<int> connack) {
    if (current())
      on_failed(std::move(why), connack);
  };
  events.lost = [this, current] {
    if (current())
      on_lost();
  };
  events.received = [this, current](const std::string& topic,
                                    std::string_view payload) {
    const auto channel = topics_.incoming(topic);
    if (!channel || !current())
      return;
    has_knowledge_ |= *channel == Channel::knowledge;
    handlers_.received(*channel, payload);
  };
  events.too_large = [this, current](const std::string& topic,
                                     std::size_t bytes) {
    if (const auto channel = topics_.incoming(topic); channel && current())
      handlers_.too_large(*channel, bytes);
  };
  events.last_words_said = [this] { note(last_words_said_); };
  events.disconnected = [this] { note(disconnected_); };
  return std::make_unique<MqttClient>(
      std::move(settings),
      [topics = topics_](const std::string& topic) {
        return topics.max_bytes(topic);
      },
      doorway_, std::move(events));
}

/// The old one is taken apart at its leisure.
void PahoUplink::renew_client() {
  MqttClient::retire(std::move(client_), [] {});
  client_ = make_client();
}

void PahoUplink::start(Handlers handlers) {
  handlers_ = std::move(handlers);
  client_ = make_client();
  attempt();
}

// Both ends of the timer ask again how things stand: a timer that has expired
// cannot be cancelled any more.
void PahoUplink::attempt() {
  connecting_ = true;
  const auto problem = device_key_problem(settings_.broker.key_file);
  if (!problem.empty())
    return on_failed("broker.key_file: " + problem, std::nullopt);
  client_->connect();
  timer_.expires_after(attempt_limit);
  timer_.async_wait(
      [this, doorway = doorway_](boost::system::error_code error) {
        if (error || !doorway->open() || stopping_ || !connecting_)
          return;
        renew_client();
        on_failed("no word from the MQTT library", std::nullopt);
      });
}

void PahoUplink::on_connected(bool resumed) {
  if (!connecting_)
    return;
  connecting_ = false;
  timer_.cancel();
  tune_connections(settings_.broker.port, settings_.keep_alive);
  connected_ = true;
  failures_ = 0;
  trouble_.clear();
  connack_.reset();
  connected_since_ = steady_clock::now();
  // Each subscription brings what is retained once more, and knowledge is
  // large.
  for (const auto channel : incoming_channels) {
    if (channel != Channel::knowledge || !resumed || !has_knowledge_)
      client_->subscribe(topics_.of(channel));
  }
  handlers_.connected();
}

void PahoUplink::on_failed(std::string why, std::optional<int> connack) {
  if (!connecting_)
    return;
  connecting_ = false;
  connack_ = connack;
  const bool unexplained = why.empty() && failures_ % examine_every == 0;
  ++failures_;
  if (!why.empty())
    tell(place() + ": " + why);
  else if (trouble_.empty())
    tell(place() + ": no connection");
  if (unexplained)
    examine();
  try_again_later();
}

void PahoUplink::on_lost() {
  if (!connected_)
    return;
  connected_ = false;
  if (steady_clock::now() - connected_since_ > proven_after)
    backoff_.reset();
  // Paho would send the rest of a half-written packet, or what its memory holds
  // by now, on the next connection. What was under way is sent again anyway.
  renew_client();
  tell(place() + ": the connection was lost");
  try_again_later();
}

void PahoUplink::try_again_later() {
  timer_.expires_after(backoff_.next());
  timer_.async_wait(
      [this, doorway = doorway_](boost::system::error_code error) {
        if (error || !doorway->open() || stopping_ || connecting_)
          return;
        attempt();
      });
}

void PahoUplink::tell(std::string trouble) {
  if (trouble == trouble_)
    return;
  trouble_ = std::move(trouble);
  handlers_.disconnected(trouble_);
}

void PahoUplink::examine() {
  examination_.start(doorway_, settings_.broker, [this](const BrokerWay& way) {
    // Before that the timer is for the next attempt.
    if (stopping_)
      timer_.cancel();
    else if (!connected_ && !way.why.empty())
      tell(way.why);
  });
}

bool PahoUplink::publish(Channel channel, std::string payload, bool retain) {
  const bool taken = connected_ && !stopping_ &&
                     client_->publish(topics_.of(channel), payload, retain);
  if (taken)
    sent_bytes_ += payload.size();
  return taken;
}

asio::awaitable<bool> PahoUplink::happened(const bool& flag,
                                           std::chrono::milliseconds patience) {
  timer_.expires_after(patience);
  while (!flag) {
    const auto [error] =
        co_await timer_.async_wait(asio::as_tuple(asio::use_awaitable));
    if (!error)
      break;
  }
  co_return flag;
}

asio::awaitable<bool> PahoUplink::stop(std::string last_presence) {
  stopping_ = true;
  timer_.cancel();
  if (!client_)
    co_return true;
  if (connected_) {
    client_->say_last_words(topics_.of(Channel::presence), last_presence);
    co_await happened(last_words_said_, last_words_time);
    client_->disconnect();
    co_await happened(disconnected_, disconnect_time);
    connected_ = false;
  }
  trouble_ = "stopped";
  MqttClient::retire(std::move(client_), [this] { note(retired_); });
  const bool retired = co_await happened(retired_, retire_time);
  const bool clean =
      retired && co_await happened(examination_.over(), examined_time);
  doorway_->close();
  co_return clean;
}

std::unique_ptr<Uplink> make_paho_uplink(asio::any_io_executor executor,
                                         UplinkSettings settings,
                                         std::function<double()> random) {
  return std::make_unique<PahoUplink>(std::move(executor), std::move(settings),
                                      std::move(random));
}

}  // namespace soundcheck
