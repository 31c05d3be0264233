#include "probes/board/linux/far_host.hpp"

#include <arpa/inet.h>
#include <catch2/catch.hpp>
#include <cstring>
#include <netinet/in.h>

#include "tests/support/result_printer.hpp"

using namespace soundcheck;

namespace {

int port_of(const HostAddress& host) {
  // Both families have it in the same place.
  sockaddr_in v4;
  std::memcpy(&v4, &host.storage, sizeof v4);
  return ntohs(v4.sin_port);
}

}  // namespace

TEST_CASE("a far host has a port, that of HTTPS unless it names another") {
  const auto [text, family, port] = GENERATE(
      table<const char*, int, int>({{"192.0.2.1", AF_INET, 443},
                                    {"192.0.2.1:53", AF_INET, 53},
                                    {"2001:db8::1", AF_INET6, 443},
                                    {"[2001:db8::1]", AF_INET6, 443},
                                    {"[2001:db8::1]:853", AF_INET6, 853}}));

  const auto host = parse_far_host(text);

  REQUIRE(host);
  CHECK(host->family() == family);
  CHECK(port_of(*host) == port);
}

TEST_CASE("what is no address in digits is refused") {
  const auto* text =
      GENERATE("", ":", "[", "[]", "[]:1", "a.example", "a.example:443",
               "192.0.2.1:", "192.0.2.1:0", "192.0.2.1:65536", "192.0.2.1:4a",
               "192.0.2.256", "[2001:db8::1]:x", "2001:db8::1::2");

  const auto host = parse_far_host(text);

  REQUIRE(!host);
  CHECK(host.error().code == Errc::parse);
}
