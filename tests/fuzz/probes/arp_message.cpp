#include "probes/board/linux/arp_message.hpp"

#include <cstring>

using namespace soundcheck;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  std::vector<std::byte> packet(size);
  if (size > 0)
    std::memcpy(packet.data(), data, size);
  if (const auto message = parse_arp(packet))
    claims(*message, message->target, message->sender_mac);
  return 0;
}
