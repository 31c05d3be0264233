#pragma once

#include <string_view>

#include "probes/board/linux/host_address.hpp"
#include "probes/board/result.hpp"

namespace soundcheck {

/// A host of the internet as profiles write it: "192.0.2.1", "192.0.2.1:443",
/// "2001:db8::1" or "[2001:db8::1]:443". Its port is 443 where none is named.
/// Errors: parse.
Result<HostAddress> parse_far_host(std::string_view text);

}  // namespace soundcheck
