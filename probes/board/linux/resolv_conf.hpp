#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace soundcheck {

/// The name servers of a resolv.conf(5), in its order. Lines that are none, or
/// whose address is no address, are passed over, as the C library does.
std::vector<std::string> parse_resolv_conf(std::string_view text);

}  // namespace soundcheck
