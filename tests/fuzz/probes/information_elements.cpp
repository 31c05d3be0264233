#include "probes/board/linux/information_elements.hpp"

#include <cstdint>
#include <cstdlib>
#include <cstring>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  std::vector<std::byte> bytes(size);
  if (size > 0)
    std::memcpy(bytes.data(), data, size);
  soundcheck::AccessPoint one;
  soundcheck::apply_elements(bytes, size % 2 == 0, one);
  if (one.ssid.size() > 32 || one.security.keys.empty() ||
      one.security.keys.size() > 7 ||
      one.stations.has_value() != one.load_percent.has_value())
    std::abort();
  return 0;
}
