// A piece of an audit log as a device sends it: whatever it holds, what the
// cloud takes for lines are lines of it, and none is believed that does not
// follow.
#include <cstdint>
#include <cstdlib>

#include "cloud-sim/assist/audit_chain.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace soundcheck::cloud;
  const std::string piece(reinterpret_cast<const char*>(data), size);
  const auto lines = lines_of(piece);
  if (!lines)
    return 0;
  std::string again;
  for (const auto& line : *lines)
    (again += line.text) += '\n';
  if (again != piece)
    std::abort();
  const bool sound = check_chain(std::nullopt, *lines).has_value();
  for (std::size_t i = 1; sound && i < lines->size(); ++i) {
    if ((*lines)[i].n != (*lines)[i - 1].n + 1)
      std::abort();
  }
  return 0;
}
