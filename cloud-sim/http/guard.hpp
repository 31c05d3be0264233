#pragma once

#include <set>
#include <string>
#include <string_view>

#include "cloud-sim/http/message.hpp"

namespace soundcheck::cloud {

/// Refuses requests whose Host header names somebody else. Without it a web
/// page could point its own name at 127.0.0.1 and talk to us (DNS rebinding).
class HostGuard {
 public:
  /// `names` besides localhost, 127.0.0.1 and ::1.
  explicit HostGuard(std::set<std::string> names);
  bool allows(std::string_view host_header) const;

 private:
  std::set<std::string> names_;
};

/// Adds what every answer carries: content type is not guessed, nobody frames
/// us, scripts come from us only, and answers of the API are kept by nobody.
void add_security_headers(Response& response, bool api);

}  // namespace soundcheck::cloud
