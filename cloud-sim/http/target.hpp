#pragma once

#include <string_view>

#include "cloud-sim/http/message.hpp"

namespace soundcheck::cloud {

/// Splits and decodes a request target ("/a%20b?c=d") into path, segments and
/// query. Errors: invalid for anything that is no origin-form target, for bad
/// escapes, zero bytes and segments that climb ("..").
Result<void> read_target(std::string_view target, Request& request);

}  // namespace soundcheck::cloud
