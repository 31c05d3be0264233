#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace soundcheck::cloud {

/// The parts of soundcheck/1/{tenant}/{device}/{channel}.
struct Topic {
  std::string tenant;
  std::string device;
  std::string channel;  ///< "presence", "report", "reply", "command", "receipt"
};

/// A tenant or device id: 1..64 of [A-Za-z0-9._-]. Such an id is safe in a
/// topic, an access rule, a certificate and a JSON string.
bool is_id(std::string_view text);

/// Nothing when it is not a device's topic of this version.
std::optional<Topic> parse_topic(std::string_view text);

std::string topic_of(const Topic& topic);

}  // namespace soundcheck::cloud
