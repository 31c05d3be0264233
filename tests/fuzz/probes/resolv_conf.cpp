#include "probes/board/linux/resolv_conf.hpp"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::string text(data, data + size);
  for (const auto& server : soundcheck::parse_resolv_conf(text)) {
    if (server.find_first_not_of("0123456789abcdefABCDEF.:") == server.npos)
      continue;
    if (server.find('%') == server.npos)
      std::abort();
  }
  return 0;
}
