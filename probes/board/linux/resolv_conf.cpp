#include "probes/board/linux/resolv_conf.hpp"

#include <net/if.h>

#include "probes/board/linux/host_address.hpp"

namespace soundcheck {

namespace {

constexpr std::string_view blank = " \t\r\v\f";

std::string_view take_word(std::string_view& line) {
  const auto begin = std::min(line.find_first_not_of(blank), line.size());
  line.remove_prefix(begin);
  const auto word = line.substr(0, line.find_first_of(blank));
  line.remove_prefix(word.size());
  return word;
}

/// An address in digits; an IPv6 one may name its interface after a '%'.
bool is_address(std::string_view word) {
  const auto percent = word.find('%');
  const std::string digits(word.substr(0, percent));
  // A zero byte would end the text early for inet_pton.
  if (digits.find('\0') != digits.npos || !HostAddress::parse(digits, ""))
    return false;
  if (percent == word.npos)
    return true;
  const auto zone = word.substr(percent + 1);
  return digits.find(':') != digits.npos && !zone.empty() &&
         zone.size() < IFNAMSIZ && zone.find('\0') == zone.npos;
}

}  // namespace

std::vector<std::string> parse_resolv_conf(std::string_view text) {
  std::vector<std::string> servers;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    auto line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (take_word(line) != "nameserver")
      continue;
    const auto address = take_word(line);
    if (is_address(address))
      servers.emplace_back(address);
  }
  return servers;
}

}  // namespace soundcheck
