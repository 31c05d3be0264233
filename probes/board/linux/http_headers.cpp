#include "probes/board/linux/http_headers.hpp"

#include <algorithm>
#include <cctype>
#include <curl/curl.h>

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
  if (same_name(name, "date")) {
    const auto seconds = curl_getdate(std::string(value).c_str(), nullptr);
    date_unix_s = std::max<std::int64_t>(seconds, 0);
  }
}

}  // namespace soundcheck
