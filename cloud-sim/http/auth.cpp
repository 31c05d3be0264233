#include "cloud-sim/http/auth.hpp"

#include <boost/beast/core/string.hpp>

namespace soundcheck::cloud {
namespace {

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ') || text.starts_with('\t'))
    text.remove_prefix(1);
  while (text.ends_with(' ') || text.ends_with('\t'))
    text.remove_suffix(1);
  return text;
}

}  // namespace

std::string cookie_value(std::string_view header, std::string_view name) {
  while (!header.empty()) {
    const auto end = header.find(';');
    const auto pair = trimmed(header.substr(0, end));
    const auto equals = pair.find('=');
    if (equals != std::string_view::npos && pair.substr(0, equals) == name)
      return std::string(pair.substr(equals + 1));
    if (end == std::string_view::npos)
      break;
    header.remove_prefix(end + 1);
  }
  return {};
}

std::string secret_of(const Request& request) {
  const std::string_view header = request.authorization;
  constexpr std::string_view scheme = "bearer ";
  if (header.size() > scheme.size() &&
      boost::beast::iequals(
          boost::beast::string_view(header.data(), scheme.size()),
          boost::beast::string_view(scheme.data(), scheme.size())))
    return std::string(trimmed(header.substr(scheme.size())));
  return cookie_value(request.cookie, cookie_name);
}

// Not "Secure": behind a TLS proxy the proxy adds it, and on loopback there is
// no TLS that it could ask for.
std::string set_cookie(const std::string& secret) {
  return std::string(cookie_name) + "=" + secret +
         "; Path=/; HttpOnly; SameSite=Strict" +
         (secret.empty() ? "; Max-Age=0" : "");
}

}  // namespace soundcheck::cloud
