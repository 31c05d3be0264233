#pragma once

#include <optional>
#include <string>

#include "agent/uplink/uplink.hpp"

namespace soundcheck {

/// The topics of one device.
class Topics {
 public:
  Topics(const std::string& tenant, const std::string& device)
      : base_("soundcheck/1/" + tenant + "/" + device + "/") {}

  std::string of(Channel channel) const {
    return base_ + std::string(to_string(channel));
  }

  /// Of those that come from the cloud.
  std::optional<Channel> incoming(const std::string& topic) const {
    for (const auto channel : {Channel::command, Channel::receipt}) {
      if (topic == of(channel))
        return channel;
    }
    return std::nullopt;
  }

 private:
  std::string base_;
};

}  // namespace soundcheck
