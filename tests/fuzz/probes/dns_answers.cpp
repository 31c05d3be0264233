#include "probes/board/linux/dns_answers.hpp"

#include <ares.h>
#include <cstdint>
#include <cstdlib>

using namespace soundcheck;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::vector<unsigned char> packet(data, data + size);
  for (const bool ipv6 : {false, true}) {
    const auto outcome = outcome_of_question(ARES_SUCCESS, packet, ipv6);
    const bool answered = outcome.status == DnsStatus::answered;
    if (answered == outcome.addresses.empty())
      std::abort();
  }
  return 0;
}
