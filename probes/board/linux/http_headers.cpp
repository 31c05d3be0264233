#include "probes/board/linux/http_headers.hpp"

#include <algorithm>
#include <cctype>
#include <ctime>

namespace soundcheck {

namespace {

constexpr std::size_t max_location = 2048;

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blank = " \t\r\n";
  const auto begin = text.find_first_not_of(blank);
  if (begin == text.npos)
    return {};
  return text.substr(begin, text.find_last_not_of(blank) - begin + 1);
}

bool same_name(std::string_view left, std::string_view right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](unsigned char a, unsigned char b) {
                      return std::tolower(a) == std::tolower(b);
                    });
}

/// In the three forms that RFC 9110 wants to be understood. Not with
/// curl_getdate(): a 32-bit curl knows no date after January 2038.
std::int64_t unix_seconds(const std::string& date) {
  for (const char* form :
       {"%a, %d %b %Y %T GMT", "%A, %d-%b-%y %T GMT", "%a %b %e %T %Y"}) {
    std::tm time{};
    const char* end = ::strptime(date.c_str(), form, &time);
    if (end && *end == '\0')
      return std::max<std::int64_t>(::timegm(&time), 0);
  }
  return 0;
}

}  // namespace

void HttpHeaders::take_line(std::string_view line) {
  if (line.starts_with("HTTP/")) {
    *this = {};
    return;
  }
  const auto colon = line.find(':');
  if (colon == line.npos)
    return;
  const auto name = line.substr(0, colon);
  const auto value = trimmed(line.substr(colon + 1));
  if (same_name(name, "location"))
    location = value.substr(0, max_location);
  if (same_name(name, "date"))
    date_unix_s = unix_seconds(std::string(value));
}

}  // namespace soundcheck
