#include "cloud-sim/http/router.hpp"

#include <optional>

namespace soundcheck::cloud {
namespace http = boost::beast::http;
namespace {

std::optional<std::vector<std::string>> arguments_of(
    std::string_view pattern,
    const std::vector<std::string>& segments) {
  std::vector<std::string> arguments;
  for (const auto& segment : segments) {
    if (!pattern.starts_with('/'))
      return std::nullopt;
    pattern.remove_prefix(1);
    const auto part = pattern.substr(0, pattern.find('/'));
    if (part == "{}")
      arguments.push_back(segment);
    else if (part != segment)
      return std::nullopt;
    pattern.remove_prefix(part.size());
  }
  if (!pattern.empty())
    return std::nullopt;
  return arguments;
}

}  // namespace

Match match(std::span<const Route> routes,
            http::verb verb,
            const std::vector<std::string>& segments) {
  Match found;
  const auto wanted = verb == http::verb::head ? http::verb::get : verb;
  for (const auto& route : routes) {
    auto arguments = arguments_of(route.pattern, segments);
    if (!arguments)
      continue;
    if (route.verb == wanted) {
      found.route = &route;
      found.arguments = std::move(*arguments);
      return found;
    }
    found.allow += (found.allow.empty() ? "" : ", ") +
                   std::string(http::to_string(route.verb));
  }
  return found;
}

}  // namespace soundcheck::cloud
