#include <cstdlib>

#include "agent/bundle/redact/hit.hpp"

namespace soundcheck::bundle {

namespace {

constexpr std::size_t least_decimals = 4;  // some ten metres

/// Length of "-12.34567" with at least four decimals and below `limit`, or 0.
std::size_t degrees(std::string_view text, double limit) {
  std::size_t at = text.starts_with('-') || text.starts_with('+') ? 1 : 0;
  const auto whole = run(text.substr(at), is_digit);
  if (whole == 0 || whole > 3)
    return 0;
  at += whole;
  if (at >= text.size() || text[at] != '.')
    return 0;
  ++at;
  const auto decimals = run(text.substr(at), is_digit);
  at += decimals;
  if (decimals < least_decimals || decimals > 16 ||
      std::abs(std::strtod(std::string(text.substr(0, at)).c_str(), nullptr)) >
          limit)
    return 0;
  return at;
}

/// "31.230416, 121.473701"
std::optional<Hit> find_pair(const Place& place) {
  const auto rest = place.rest();
  const auto first = degrees(rest, 90);
  if (first == 0)
    return std::nullopt;
  const auto between = run(rest.substr(first), [](char c) {
    return c == ' ' || c == ',' || c == ';' || c == '/';
  });
  const auto gap = rest.substr(first, between);
  if (gap.find_first_of(",;/") == gap.npos)
    return std::nullopt;
  const auto second = degrees(rest.substr(first + between), 180);
  if (second == 0)
    return std::nullopt;
  return Hit{
      place.at, place.at + first + between + second, SecretKind::position, {}};
}

/// "$GPGGA,123519,4807.038,N,..." of a receiver.
std::optional<Hit> find_nmea(const Place& place) {
  const auto rest = place.rest();
  if (!rest.starts_with("$G") || rest.size() < 7 || rest[6] != ',')
    return std::nullopt;
  const auto end = rest.find_first_of(" \"'");
  return Hit{place.at,
             place.at + std::min(end, rest.size()),
             SecretKind::position,
             {}};
}

/// "31°13'49\"N"
std::optional<Hit> find_sexagesimal(const Place& place) {
  const auto rest = place.rest();
  constexpr std::string_view sign = "\xc2\xb0";
  const auto number = run(rest, [](char c) { return is_digit(c) || c == '.'; });
  if (number == 0 || !rest.substr(number).starts_with(sign))
    return std::nullopt;
  auto length = number + sign.size();
  length += run(rest.substr(length), [](char c) {
    return is_digit(c) ||
           std::string_view(" .'\"").find(c) != std::string::npos;
  });
  if (length >= rest.size() ||
      std::string_view("NSEW").find(rest[length]) == std::string::npos)
    return std::nullopt;
  return Hit{place.at, place.at + length + 1, SecretKind::position, {}};
}

}  // namespace

std::optional<Hit> find_position(const Place& place) {
  if (!place.at_boundary() || (place.at > 0 && place.line[place.at - 1] == '.'))
    return std::nullopt;
  if (auto hit = find_pair(place))
    return hit;
  if (auto hit = find_nmea(place))
    return hit;
  return find_sexagesimal(place);
}

}  // namespace soundcheck::bundle
