#include "probes/board/linux/icmp_echo.hpp"

#include <cstring>

using namespace soundcheck;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  std::vector<std::byte> packet(size);
  if (size > 0)
    std::memcpy(packet.data(), data, size);
  for (const int family : {AF_INET, AF_INET6}) {
    echo_reply_sequence(packet, family, std::nullopt);
    echo_reply_sequence(packet, family, std::uint16_t{9});
  }
  return 0;
}
