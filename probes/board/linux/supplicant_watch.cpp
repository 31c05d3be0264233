#include "probes/board/linux/supplicant_watch.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fcntl.h>

#include "probes/board/linux/file_descriptor.hpp"
#include "probes/board/linux/supplicant_wpa.hpp"
#include "probes/board/linux/wpa_news.hpp"
#include "probes/board/race.hpp"

namespace soundcheck {

namespace asio = boost::asio;
using Kind = ConnectionEvent::Kind;

namespace {

/// nl80211 tells the others too, and also when there is no supplicant.
bool is_told_by_it_alone(const ConnectionEvent& event) {
  return event.kind == Kind::key_failed ||
         event.kind == Kind::network_not_found ||
         event.kind == Kind::scan_failed;
}

/// All that is there; never waits.
Result<void> take_all(WpaSocket& socket, const ConnectionWatch::Tell& tell) {
  for (;;) {
    const auto message = socket.take_event();
    if (!message)
      return message.error();
    if (!*message)
      return {};
    const auto event = parse_wpa_event(**message);
    auto news = event ? connection_event_of(*event) : std::nullopt;
    if (news && is_told_by_it_alone(*news))
      tell(std::move(*news));
  }
}

asio::awaitable<void> wait_readable(asio::posix::stream_descriptor& socket,
                                    bool& readable) {
  const auto [failed] =
      co_await socket.async_wait(asio::posix::descriptor_base::wait_read,
                                 asio::as_tuple(asio::use_awaitable));
  readable = !failed;
}

asio::awaitable<void> wait_rung(Doorbell& bell, bool& rung) {
  rung = co_await bell.heard();
}

}  // namespace

Task<WpaSocket> SupplicantWatch::attach() {
  const std::function<Result<WpaSocket>(std::stop_token)> job =
      [root = root_, folder = folder_,
       name = interface_name_](std::stop_token stop) -> Result<WpaSocket> {
    auto socket = open_supplicant(root, folder, name);
    if (!socket)
      return socket.error();
    if (const auto attached = socket->attach(stop); !attached)
      return attached.error();
    return socket;
  };
  return run_blocking<WpaSocket>(worker_, job);
}

Task<void> SupplicantWatch::ask_whether_it_lives(WpaSocket& socket) {
  const std::function<Result<void>(std::stop_token)> job =
      [&socket](std::stop_token stop) -> Result<void> {
    const auto pong = socket.ask("PING", stop);
    return pong ? Result<void>() : Result<void>(pong.error());
  };
  return run_blocking<void>(worker_, job);
}

Task<void> SupplicantWatch::listen(WpaSocket& socket,
                                   const ConnectionWatch::Tell& tell,
                                   Doorbell& change) {
  const auto executor = co_await asio::this_coro::executor;
  // Asio wants to own what it waits for.
  FileDescriptor own(::fcntl(socket.descriptor(), F_DUPFD_CLOEXEC, 0));
  asio::posix::stream_descriptor waiting(executor);
  boost::system::error_code failed;
  waiting.assign(own.get(), failed);
  if (failed)
    co_return Error(Errc::io, failed.message());
  own.release();
  for (;;) {
    if (auto taken = take_all(socket, tell); !taken)
      co_return taken;
    bool readable = false;
    bool changed = false;
    const auto first = co_await race(wait_readable(waiting, readable),
                                     wait_rung(change, changed));
    if (!(first == 0 ? readable : changed))
      co_return Error(Errc::cancelled, "stopped");
    if (first == 1) {
      if (auto lives = co_await ask_whether_it_lives(socket); !lives)
        co_return lives;
    }
  }
}

Task<void> SupplicantWatch::watch(const ConnectionWatch::Tell& tell,
                                  Doorbell& change) {
  for (;;) {
    auto socket = co_await attach();
    auto ended = socket ? Result<void>() : Result<void>(socket.error());
    if (socket)
      ended = co_await listen(*socket, tell, change);
    if (!ended && ended.error().code == Errc::cancelled)
      co_return ended;
    // Whoever listened may find the next one at once.
    if (!socket && !co_await change.heard())
      co_return Error(Errc::cancelled, "stopped");
  }
}

}  // namespace soundcheck
