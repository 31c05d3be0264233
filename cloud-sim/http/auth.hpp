#pragma once

#include <string>
#include <string_view>

#include "cloud-sim/http/message.hpp"

namespace soundcheck::cloud {

inline constexpr const char* cookie_name = "soundcheck_token";

/// The secret of a request: of "Authorization: Bearer ..." or else of the
/// cookie; empty when there is none.
std::string secret_of(const Request& request);

/// The value of one cookie in a Cookie header, empty when it is not there.
std::string cookie_value(std::string_view header, std::string_view name);

/// Set-Cookie for this secret; an empty one makes the browser forget it.
std::string set_cookie(const std::string& secret);

}  // namespace soundcheck::cloud
