#include "probes/board/linux/http_headers.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  soundcheck::HttpHeaders headers;
  const std::string text(data, data + size);
  std::string_view rest = text;
  while (!rest.empty()) {
    const auto end = std::min(rest.find('\n'), rest.size() - 1) + 1;
    headers.take_line(rest.substr(0, end));
    rest.remove_prefix(end);
  }
  if (headers.location.size() > 2048 || headers.date_unix_s < 0)
    std::abort();
  return 0;
}
