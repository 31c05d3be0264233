#include "cloud-sim/http/listener.hpp"

#include <charconv>
#include <cstdlib>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace soundcheck::cloud {
namespace asio = boost::asio;
namespace {

constexpr int first_inherited = 3;

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

}  // namespace

Result<Address> parse_address(const std::string& text) {
  const auto colon = text.rfind(':');
  const Error bad(Errc::invalid, "bad_address",
                  "\"" + text + "\" is no address; write HOST:PORT");
  if (colon == std::string::npos || colon == 0)
    return bad;
  Address address{text.substr(0, colon), 0};
  if (address.host.starts_with('[') && address.host.ends_with(']'))
    address.host = address.host.substr(1, address.host.size() - 2);
  const char* end = text.data() + text.size();
  const auto [stop, failed] =
      std::from_chars(text.data() + colon + 1, end, address.port);
  if (failed != std::errc{} || stop != end || address.host.empty())
    return bad;
  return address;
}

std::string to_string(const Address& address) {
  const bool v6 = address.host.find(':') != std::string::npos;
  return (v6 ? "[" + address.host + "]" : address.host) + ":" +
         std::to_string(address.port);
}

Result<Acceptor> listen_on(asio::any_io_executor executor,
                           const Address& address) {
  boost::system::error_code failed;
  const auto ip = asio::ip::make_address(
      address.host == "localhost" ? "127.0.0.1" : address.host, failed);
  if (failed)
    return Error(Errc::invalid, "bad_address",
                 "cannot listen on \"" + address.host +
                     "\"; give an IP address or localhost");
  const asio::ip::tcp::endpoint endpoint(ip, address.port);
  Acceptor acceptor(executor);
  acceptor.open(endpoint.protocol(), failed);
  if (!failed)
    acceptor.set_option(asio::socket_base::reuse_address(true), failed);
  if (!failed)
    acceptor.bind(endpoint, failed);
  if (!failed)
    acceptor.listen(asio::socket_base::max_listen_connections, failed);
  if (failed)
    return Error(Errc::conflict, "port_taken",
                 "cannot listen on " + to_string(address) + ": " +
                     failed.message() + "; choose another port");
  return acceptor;
}

Result<Acceptor> inherited_listener(asio::any_io_executor executor) {
  if (environment("LISTEN_PID") != std::to_string(::getpid()) ||
      std::atoi(environment("LISTEN_FDS").c_str()) < 1)
    return Error(Errc::not_found, "no_socket", "no socket was handed to us");
  sockaddr_storage own{};
  socklen_t size = sizeof own;
  int listening = 0;
  socklen_t length = sizeof listening;
  if (::getsockname(first_inherited, reinterpret_cast<sockaddr*>(&own),
                    &size) != 0 ||
      ::getsockopt(first_inherited, SOL_SOCKET, SO_ACCEPTCONN, &listening,
                   &length) != 0 ||
      listening == 0 || (own.ss_family != AF_INET && own.ss_family != AF_INET6))
    return Error(Errc::invalid, "bad_socket",
                 "LISTEN_FDS is set, but descriptor 3 is no listening TCP "
                 "socket");
  ::fcntl(first_inherited, F_SETFD, FD_CLOEXEC);
  Acceptor acceptor(executor);
  boost::system::error_code failed;
  acceptor.assign(
      own.ss_family == AF_INET ? asio::ip::tcp::v4() : asio::ip::tcp::v6(),
      first_inherited, failed);
  if (failed)
    return Error(Errc::invalid, "bad_socket", failed.message());
  return acceptor;
}

}  // namespace soundcheck::cloud
