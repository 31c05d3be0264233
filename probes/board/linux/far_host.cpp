#include "probes/board/linux/far_host.hpp"

#include <charconv>

namespace soundcheck {

namespace {

constexpr std::uint16_t https_port = 443;

/// The port behind a colon, or nothing for all that is no port.
std::optional<std::uint16_t> port_of(std::string_view text) {
  std::uint16_t port = 0;
  const auto* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, port);
  if (error != std::errc() || rest != end || port == 0)
    return std::nullopt;
  return port;
}

}  // namespace

Result<HostAddress> parse_far_host(std::string_view text) {
  auto host = text;
  std::optional<std::uint16_t> port = https_port;
  const auto colon = text.rfind(':');
  const bool bracket = text.starts_with('[');
  // More than one colon without brackets are those of an IPv6 address.
  const bool has_port =
      colon != text.npos &&
      (bracket ? colon > 0 && text[colon - 1] == ']' : text.find(':') == colon);
  if (has_port) {
    port = port_of(text.substr(colon + 1));
    host = text.substr(0, colon);
  }
  if (bracket && host.size() >= 2 && host.ends_with(']'))
    host = host.substr(1, host.size() - 2);
  auto address = HostAddress::parse(std::string(host), "");
  if (!address || !port)
    return Error(Errc::parse, "an anchor is not an address in digits");
  address->set_port(*port);
  return *address;
}

}  // namespace soundcheck
