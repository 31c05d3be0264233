#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <string>

#include "cloud-sim/result.hpp"

namespace soundcheck::cloud {

struct Address {
  std::string host;
  std::uint16_t port = 0;
};

/// "127.0.0.1:8080", "[::1]:0", "localhost:80". Errors: invalid.
Result<Address> parse_address(const std::string& text);
std::string to_string(const Address& address);

using Acceptor = boost::asio::ip::tcp::acceptor;

/// Listens on an IP address or localhost; port 0 is a free one. Errors:
/// invalid, conflict when it is taken.
Result<Acceptor> listen_on(boost::asio::any_io_executor executor,
                           const Address& address);

/// The first socket that systemd (or whoever speaks its protocol: LISTEN_PID,
/// LISTEN_FDS, sockets from descriptor 3) has opened for us. Errors: not_found
/// when there is none, invalid when it is no listening TCP socket.
Result<Acceptor> inherited_listener(boost::asio::any_io_executor executor);

}  // namespace soundcheck::cloud
