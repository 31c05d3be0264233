#pragma once

#include <boost/asio/awaitable.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cloud-sim/http/message.hpp"
#include "cloud-sim/store/roles.hpp"

namespace soundcheck::cloud {

class Api;

/// One line of the API. `{}` in the pattern matches one segment.
struct Route {
  boost::beast::http::verb verb;
  std::string_view pattern;
  Right right;  ///< what it needs
  boost::asio::awaitable<Response> (*handle)(Api&, Request);
};

struct Match {
  const Route* route = nullptr;  ///< nothing: see `allow`
  std::vector<std::string> arguments;
  std::string allow;  ///< the verbs that the path knows; empty: no such path
};

Match match(std::span<const Route> routes,
            boost::beast::http::verb verb,
            const std::vector<std::string>& segments);

}  // namespace soundcheck::cloud
