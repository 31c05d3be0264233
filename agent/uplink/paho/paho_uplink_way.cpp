#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "agent/uplink/paho/paho_uplink_class.hpp"
#include "agent/uplink/paho/socket_guard.hpp"

namespace soundcheck {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using std::chrono::steady_clock;

namespace {

// What a check may wait for: an examination, and then a session.
constexpr auto examination_limit = 8s;
constexpr auto session_limit = 8s;
constexpr auto look_again = 100ms;

}  // namespace

/// A connection that stands, unless TCP despairs of it.
std::optional<BrokerState> PahoUplink::standing() const {
  const auto health =
      connected_ ? health_of_connection(settings_.broker.port) : std::nullopt;
  if (!health || health->stalled)
    return std::nullopt;
  BrokerState state;
  state.reached = BrokerStage::online;
  if (health->round_trip.count() > 0)
    state.round_trip = health->round_trip;
  return state;
}

Task<BrokerState> PahoUplink::examined() {
  struct Wait {
    asio::steady_timer timer;
    std::optional<BrokerWay> way;
  };
  const auto wait = std::make_shared<Wait>(
      Wait{asio::steady_timer(executor_, examination_limit), std::nullopt});
  // Only here is it owned: the answer may come long after we have gone.
  examination_.start(doorway_, settings_.broker,
                     [heard = std::weak_ptr(wait)](const BrokerWay& way) {
                       if (const auto waiting = heard.lock()) {
                         waiting->way = way;
                         waiting->timer.cancel();
                       }
                     });
  (void)co_await wait->timer.async_wait(asio::as_tuple(asio::use_awaitable));
  if (wait->way)
    co_return wait->way->state;
  // Only the resolution of names can take this long.
  co_return BrokerState();
}

/// Whether the attempt to connect that runs, or a new one, ends in time.
asio::awaitable<bool> PahoUplink::attempt_ended() {
  if (!connecting_ && !connected_) {
    timer_.cancel();
    attempt();
  }
  const auto end = steady_clock::now() + session_limit;
  asio::steady_timer timer(executor_);
  while (connecting_ && !stopping_ && steady_clock::now() < end) {
    timer.expires_after(look_again);
    const auto [error] =
        co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
    if (error)
      break;
  }
  co_return !connecting_;
}

Task<BrokerState> PahoUplink::way() {
  if (auto state = standing())
    co_return *state;
  auto state = co_await examined();
  if (!state || state->reached != BrokerStage::session || stopping_)
    co_return state;
  const bool ended = co_await attempt_ended();
  // Also where TCP despaired of a connection whose way works again.
  if (connected_)
    state->reached = BrokerStage::online;
  else if (ended)
    state->connack = connack_;
  co_return state;
}

}  // namespace soundcheck
