#pragma once

#include <cstdint>
#include <cstring>

#include "probes/board/linux/netlink_messages.hpp"

namespace soundcheck::fuzz {

inline NetlinkBytes netlink_bytes(const std::uint8_t* data, std::size_t size) {
  NetlinkBytes bytes(size);
  if (size > 0)
    std::memcpy(bytes.data(), data, size);
  return bytes;
}

}  // namespace soundcheck::fuzz
