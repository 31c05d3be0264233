// The uplink ends at any moment, even between two attempts. On the loopback.

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <catch2/catch.hpp>

#include "agent/uplink/paho/paho_uplink.hpp"

using namespace soundcheck;
namespace asio = boost::asio;

namespace {

/// Nobody listens there, and the next attempt is always due at once.
std::unique_ptr<Uplink> hopeless_uplink(asio::io_context& io) {
  UplinkSettings settings;
  settings.broker = {"127.0.0.1", 1, "none", "none", "none"};
  settings.tenant = "t";
  settings.device = "d";
  return make_paho_uplink(io.get_executor(), settings, [] { return 0.0; });
}

/// Calls `work` after `turns` of the loop.
void after_turns(asio::io_context& io, int turns, std::function<void()> work) {
  asio::post(io, [&io, turns, work = std::move(work)] {
    turns == 0 ? work() : after_turns(io, turns - 1, work);
  });
}

asio::awaitable<void> stop(Uplink& uplink, bool& stopped) {
  stopped = co_await uplink.stop("gone");
}

}  // namespace

TEST_CASE("an uplink stops at whatever turn its next attempt is due") {
  const int turns = GENERATE(range(0, 8));
  CAPTURE(turns);
  asio::io_context io;
  const auto uplink = hopeless_uplink(io);
  bool asked = false, stopped = false;
  Uplink::Handlers handlers;
  handlers.disconnected = [&](std::string_view) {
    if (std::exchange(asked, true))
      return;
    after_turns(io, turns, [&] {
      asio::co_spawn(io, stop(*uplink, stopped), asio::detached);
    });
  };

  uplink->start(std::move(handlers));
  while (!stopped && io.run_one() > 0)
    continue;

  CHECK(stopped);
}
