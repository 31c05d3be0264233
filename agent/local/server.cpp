#include "agent/local/server.hpp"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fcntl.h>
#include <set>
#include <sys/stat.h>
#include <unistd.h>

namespace soundcheck::local {

namespace asio = boost::asio;
using Protocol = asio::local::stream_protocol;

namespace {

/// Accepting fails for want of file descriptors; trying again at once would
/// only burn the processor.
constexpr std::chrono::milliseconds accept_pause{200};

Error error_of(const boost::system::error_code& code,
               const std::filesystem::path& file) {
  const bool denied = code == asio::error::access_denied ||
                      code == boost::system::errc::operation_not_permitted;
  return Error(denied ? Errc::denied : Errc::io,
               file.string() + ": " + code.message());
}

/// Makes room for the socket file, unless somebody lives there.
Result<void> clear(asio::io_context& io, const std::filesystem::path& file) {
  std::error_code failure;
  const auto status = std::filesystem::symlink_status(file, failure);
  if (status.type() == std::filesystem::file_type::not_found)
    return {};
  if (status.type() != std::filesystem::file_type::socket) {
    return Error(Errc::io, file.string() +
                               ": is there and is not a socket; move it away "
                               "or configure another path");
  }
  Protocol::socket probe(io);
  boost::system::error_code refused;
  probe.connect(Protocol::endpoint(file.string()), refused);
  if (refused != asio::error::connection_refused) {
    return Error(Errc::busy,
                 file.string() + ": another soundcheckd listens there");
  }
  if (!std::filesystem::remove(file, failure))
    return Error(Errc::io, file.string() + ": " + failure.message());
  return {};
}

}  // namespace

struct Server::State {
  State(asio::io_context& io, Ports ports_, Clock& clock_, Limits limits_)
      : acceptor(io),
        ports(std::make_shared<const Ports>(std::move(ports_))),
        clock(clock_),
        limits(limits_) {}

  Protocol::acceptor acceptor;
  std::filesystem::path file;
  std::shared_ptr<const Ports> ports;
  Clock& clock;
  Limits limits;
  std::set<std::shared_ptr<Connection>> clients;
  std::uint64_t last_number = 0;
  bool stopped = false;
};

namespace {

template <class State>
bool has_room(const State& state, pid_t process) {
  const auto same = std::count_if(
      state.clients.begin(), state.clients.end(),
      [&](const auto& one) { return one->client().process == process; });
  return state.clients.size() < state.limits.clients &&
         (process == 0 ||
          static_cast<std::size_t>(same) < state.limits.clients_of_process);
}

template <class State>
void admit(const std::shared_ptr<State>& state, Protocol::socket socket) {
  // Over the limit the socket just closes: no client waits for nothing.
  const auto peer = peer_of(socket.native_handle());
  if (!has_room(*state, peer.process))
    return;
  ::fcntl(socket.native_handle(), F_SETFD, FD_CLOEXEC);
  const Client who{++state->last_number, peer.process,
                   Rights::of(peer, state->ports->access, ::geteuid())};
  const auto client = std::make_shared<Connection>(
      std::move(socket), who, state->ports, state->clock, state->limits);
  state->clients.insert(client);
  const std::weak_ptr<Connection> gone = client;
  client->start([state, gone] { state->clients.erase(gone.lock()); });
}

template <class State>
asio::awaitable<void> accept(std::shared_ptr<State> state) {
  while (!state->stopped) {
    auto [failure, socket] = co_await state->acceptor.async_accept(
        asio::as_tuple(asio::use_awaitable));
    if (state->stopped)
      break;
    if (failure) {
      co_await state->clock.sleep(accept_pause);
    } else {
      admit(state, std::move(socket));
    }
  }
}

}  // namespace

Result<std::unique_ptr<Server>> Server::listen(
    asio::io_context& io,
    const std::filesystem::path& socket_file,
    Ports ports,
    Clock& clock,
    Limits limits) {
  if (const auto cleared = clear(io, socket_file); !cleared)
    return cleared.error();
  auto state = std::make_shared<State>(io, std::move(ports), clock, limits);
  try {
    const Protocol::endpoint endpoint(socket_file.string());
    state->acceptor.open();
    ::fcntl(state->acceptor.native_handle(), F_SETFD, FD_CLOEXEC);
    state->acceptor.bind(endpoint);
    state->file = socket_file;
    // Nobody can connect before listen(), so the mode is never too wide.
    if (::chmod(socket_file.c_str(), 0660) != 0)
      return Error(Errc::io, socket_file.string() + ": cannot set its mode");
    state->acceptor.listen();
  } catch (const boost::system::system_error& error) {
    return error_of(error.code(), socket_file);
  }
  co_spawn(io, accept(state), asio::detached);
  return std::unique_ptr<Server>(new Server(std::move(state)));
}

Server::Server(std::shared_ptr<State> state) : state_(std::move(state)) {}

Server::~Server() {
  stop();
}

void Server::stop() {
  if (std::exchange(state_->stopped, true))
    return;
  boost::system::error_code ignored;
  state_->acceptor.close(ignored);
  std::error_code not_there;
  std::filesystem::remove(state_->file, not_there);
  for (const auto& client : std::set(state_->clients))
    client->close();
}

}  // namespace soundcheck::local
