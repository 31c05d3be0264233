#include "agent/mute_watch.hpp"

#include <boost/asio/this_coro.hpp>

#include "agent/log.hpp"

namespace soundcheck {

boost::asio::awaitable<void> watch_mute_key(MuteKey& key,
                                            Clock& clock,
                                            ConsentDesk& desk) {
  constexpr std::chrono::seconds pause{30};
  co_await boost::asio::this_coro::throw_if_cancelled(false);
  for (bool told = false;;) {
    const auto pressed = co_await key.pressed();
    if (pressed) {
      told = false;
      (void)desk.end_session(true);  // mostly none is open
      continue;
    }
    if (pressed.error().code == Errc::cancelled)
      co_return;
    if (!told)
      log::error(pressed.error().during("watching the mute key").what);
    told = true;
    const auto slept = co_await clock.sleep(pause);
    if (!slept)
      co_return;
  }
}

}  // namespace soundcheck
