#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>

#include "cloud-sim/http/api.hpp"

namespace soundcheck::cloud {

/// Serves one peer, request after request, until it goes, errs or is silent for
/// a minute.
boost::asio::awaitable<void> serve_connection(
    boost::asio::ip::tcp::socket socket,
    Api& api);

}  // namespace soundcheck::cloud
