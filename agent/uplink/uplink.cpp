#include "agent/uplink/uplink.hpp"

namespace soundcheck {

std::string_view to_string(Channel channel) {
  switch (channel) {
    case Channel::presence:
      return "presence";
    case Channel::report:
      return "report";
    case Channel::reply:
      return "reply";
    case Channel::command:
      return "command";
    case Channel::receipt:
      return "receipt";
    case Channel::keys:
      return "keys";
    case Channel::knowledge:
      return "knowledge";
  }
  return "unknown";
}

}  // namespace soundcheck
