#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <memory>

#include "cloud-sim/pki/authority.hpp"

namespace soundcheck::cloud {

// What speakers ask to learn whether the internet is there: GET /generate_204
// is answered with 204, no body and the time. Plain, and over TLS.

boost::asio::awaitable<void> serve_connectivity(
    boost::asio::ip::tcp::socket socket);

boost::asio::awaitable<void> serve_connectivity_tls(
    boost::asio::ip::tcp::socket socket,
    std::shared_ptr<boost::asio::ssl::context> tls);

/// TLS 1.2 or newer with the server's certificate. Errors: invalid.
Result<std::shared_ptr<boost::asio::ssl::context>> server_tls(
    const PkiFiles& pki);

}  // namespace soundcheck::cloud
