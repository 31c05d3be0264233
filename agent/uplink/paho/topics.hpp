#pragma once

#include <optional>
#include <string>

#include "agent/uplink/uplink.hpp"

namespace soundcheck {

/// The topics of one device and of its tenant.
class Topics {
 public:
  Topics(const std::string& tenant, const std::string& device)
      : tenant_("soundcheck/1/" + tenant + "/"),
        device_(tenant_ + device + "/") {}

  std::string of(Channel channel) const {
    const bool for_all =
        channel == Channel::keys || channel == Channel::knowledge;
    return (for_all ? tenant_ : device_) + std::string(to_string(channel));
  }

  /// Of those that come from the cloud.
  std::optional<Channel> incoming(const std::string& topic) const {
    for (const auto channel : incoming_channels) {
      if (topic == of(channel))
        return channel;
    }
    return std::nullopt;
  }

  std::size_t max_bytes(const std::string& topic) const {
    const auto channel = incoming(topic);
    return channel ? Uplink::max_bytes(*channel) : 0;
  }

 private:
  std::string tenant_;
  std::string device_;
};

}  // namespace soundcheck
