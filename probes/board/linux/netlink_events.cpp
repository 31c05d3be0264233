#include "probes/board/linux/netlink_events.hpp"

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cerrno>
#include <linux/netlink.h>
#include <sys/socket.h>
#include <system_error>

#include "probes/board/linux/file_descriptor.hpp"

namespace soundcheck {

namespace asio = boost::asio;

namespace {

constexpr std::size_t datagram_bytes = 8192;  // NLMSG_GOODSIZE at most
/// Others on the io_context want their turn, too.
constexpr int datagrams_at_once = 32;

Error error_of(int error) {
  const auto code =
      error == EPERM || error == EACCES ? Errc::denied
      : error == EPROTONOSUPPORT || error == EAFNOSUPPORT || error == ENOENT
          ? Errc::unsupported
          : Errc::io;
  return {code, "netlink: " + std::generic_category().message(error)};
}

/// Appends one datagram. False: there is none now.
bool receive(int socket, NetlinkNews& news) {
  std::array<std::byte, datagram_bytes> buffer;
  sockaddr_nl from{};
  socklen_t from_size = sizeof from;
  // MSG_TRUNC tells the whole size, also of what did not fit.
  const auto size = ::recvfrom(socket, buffer.data(), buffer.size(), MSG_TRUNC,
                               reinterpret_cast<sockaddr*>(&from), &from_size);
  if (size < 0) {
    news.lost = news.lost || errno == ENOBUFS;
    return errno == EINTR || errno == ENOBUFS;
  }
  // Any process may send to us; only the kernel has the number 0.
  if (from.nl_pid != 0)
    return true;
  if (static_cast<std::size_t>(size) > buffer.size()) {
    news.lost = true;
    return true;
  }
  news.bytes.insert(news.bytes.end(), buffer.begin(), buffer.begin() + size);
  news.bytes.resize(NLMSG_ALIGN(news.bytes.size()));
  return true;
}

}  // namespace

Result<NetlinkEvents> NetlinkEvents::open(
    asio::any_io_executor executor,
    int protocol,
    std::initializer_list<std::uint32_t> groups) {
  FileDescriptor socket(
      ::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, protocol));
  sockaddr_nl self{};
  self.nl_family = AF_NETLINK;
  if (!socket || ::bind(socket.get(), reinterpret_cast<sockaddr*>(&self),
                        sizeof self) != 0) {
    return error_of(errno);
  }
  for (const auto group : groups) {
    if (::setsockopt(socket.get(), SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, &group,
                     sizeof group) != 0) {
      return error_of(errno);
    }
  }
  asio::posix::stream_descriptor descriptor(executor);
  boost::system::error_code failed;
  descriptor.assign(socket.get(), failed);
  if (failed)
    return error_of(failed.value());
  socket.release();
  return NetlinkEvents(std::move(descriptor));
}

Task<NetlinkNews> NetlinkEvents::next() {
  const auto [failed] =
      co_await socket_.async_wait(asio::posix::descriptor_base::wait_read,
                                  asio::as_tuple(asio::use_awaitable));
  if (failed == asio::error::operation_aborted)
    co_return Error(Errc::cancelled, "stopped");
  if (failed)
    co_return error_of(failed.value());
  NetlinkNews news;
  for (int i = 0; i < datagrams_at_once; ++i) {
    if (!receive(socket_.native_handle(), news))
      break;
  }
  co_return news;
}

}  // namespace soundcheck
