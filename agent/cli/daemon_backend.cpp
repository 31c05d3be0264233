#include "agent/cli/daemon_backend.hpp"

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

namespace soundcheck::cli {

namespace asio = boost::asio;
using Protocol = asio::local::stream_protocol;

namespace {

/// Of the request that stops another one; no verb uses it.
constexpr std::uint64_t cancel_id = ~std::uint64_t{0};

Error hung_up() {
  return Error(Errc::io, "soundcheckd hung up");
}

}  // namespace

Result<std::unique_ptr<DaemonBackend>> DaemonBackend::connect(
    asio::io_context& io,
    const std::string& socket_file) {
  Protocol::socket socket(io);
  boost::system::error_code failure;
  try {
    socket.connect(Protocol::endpoint(socket_file), failure);
  } catch (const boost::system::system_error& error) {
    failure = error.code();  // the path is too long for a socket
  }
  if (failure == asio::error::access_denied) {
    return Error(Errc::denied,
                 socket_file +
                     ": permission denied; join the group that owns "
                     "it, or use sudo");
  }
  if (failure) {
    return Error(Errc::io, "no soundcheckd listens at " + socket_file + " (" +
                               failure.message() +
                               "); start it or use --local");
  }
  return std::make_unique<DaemonBackend>(std::move(socket));
}

Task<void> DaemonBackend::send(v1::LocalRequest request) {
  const auto bytes = local::frame(request.SerializeAsString());
  if (!bytes)
    co_return bytes.error();
  const auto [failure, count] = co_await asio::async_write(
      socket_, asio::buffer(*bytes), asio::as_tuple(asio::use_awaitable));
  if (failure)
    co_return hung_up();
  co_return Result<void>();
}

Task<void> DaemonBackend::read_more() {
  std::array<char, 16 * 1024> bytes;
  const auto [failure, count] = co_await socket_.async_read_some(
      asio::buffer(bytes), asio::as_tuple(asio::use_awaitable));
  if (failure == asio::error::operation_aborted)
    co_return Error(Errc::cancelled, "stopped");
  if (failure)
    co_return hung_up();
  parser_.feed({bytes.data(), count});
  co_return Result<void>();
}

Result<std::optional<v1::LocalResponse>> DaemonBackend::next() {
  auto payload = parser_.next();
  if (!payload)
    return payload.error().during("reading from soundcheckd");
  if (!payload->has_value())
    return std::optional<v1::LocalResponse>();
  v1::LocalResponse response;
  if (!response.ParseFromString(**payload))
    return Error(Errc::parse, "what listens there is no soundcheckd");
  return std::optional(std::move(response));
}

Task<v1::LocalResponse> DaemonBackend::ask(v1::LocalRequest request,
                                           Tell tell) {
  // Being stopped is told to the daemon, which then ends the request.
  co_await asio::this_coro::throw_if_cancelled(false);
  const auto id = request.id();
  auto sent = co_await send(std::move(request));
  while (sent) {
    auto response = next();
    if (!response)
      co_return response.error();
    if (!response->has_value()) {
      sent = co_await read_more();
      if (sent || sent.error().code != Errc::cancelled)
        continue;
      v1::LocalRequest cancel;
      cancel.set_id(cancel_id);
      cancel.mutable_cancel()->set_request_id(id);
      sent = co_await send(std::move(cancel));
      continue;
    }
    if ((*response)->has_progress()) {
      tell(std::move(**response));
    } else if ((*response)->id() == id || (*response)->id() == 0) {
      co_return std::move(**response);
    }
  }
  co_return sent.error();
}

}  // namespace soundcheck::cli
