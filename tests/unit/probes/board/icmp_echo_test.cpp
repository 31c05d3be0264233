#include "probes/board/linux/icmp_echo.hpp"

#include <catch2/catch.hpp>

#include "tests/support/forged_netlink.hpp"

using namespace soundcheck;
using test::Bytes;
using test::bytes_of_numbers;

namespace {

Bytes reply_v4(int id, int sequence) {
  return bytes_of_numbers({0, 0, 0, 0, 0, id, 0, sequence, 1, 2});
}

Bytes with_ip_header(const Bytes& icmp) {
  Bytes packet(20);
  packet[0] = std::byte{0x45};
  return test::operator+(packet, icmp);
}

}  // namespace

TEST_CASE("an IPv4 request carries a checksum that adds up") {
  const auto request = echo_request(AF_INET, 0x1234, 0xffff);
  unsigned sum = 0;
  for (std::size_t i = 0; i < request.size(); i += 2) {
    sum += std::to_integer<unsigned>(request[i]) << 8 |
           std::to_integer<unsigned>(request[i + 1]);
  }

  CHECK((sum & 0xffff) + (sum >> 16) == 0xffff);
  CHECK(request[0] == std::byte{8});
  CHECK(request[4] == std::byte{0x12});
}

TEST_CASE("a request is as large as it is asked to be") {
  const auto request = echo_request(AF_INET, 1, 1, 1472);

  CHECK(request.size() + 20 == 1500);
  CHECK(request.size() - 1472 + 20 == ipv4_echo_headers);
}

TEST_CASE("an answer tells which request it is to") {
  CHECK(echo_reply_sequence(reply_v4(9, 1), AF_INET, {}) == 1);
  CHECK(echo_reply_sequence(reply_v4(9, 2), AF_INET, {}) == 2);
  CHECK(!echo_reply_sequence(echo_request(AF_INET, 9, 1), AF_INET, {}));
}

TEST_CASE("a raw socket's answer lies behind the IP header and has our id") {
  const auto packet = with_ip_header(reply_v4(9, 1));

  CHECK(echo_reply_sequence(packet, AF_INET, std::uint16_t{9}) == 1);
  CHECK(!echo_reply_sequence(packet, AF_INET, std::uint16_t{8}));
  CHECK(!echo_reply_sequence(packet, AF_INET, {}));
}

TEST_CASE("an IPv6 answer has its own number") {
  auto packet = reply_v4(9, 1);
  packet[0] = std::byte{129};

  CHECK(echo_reply_sequence(packet, AF_INET6, {}) == 1);
  CHECK(echo_reply_sequence(packet, AF_INET6, std::uint16_t{9}) == 1);
  CHECK(!echo_reply_sequence(packet, AF_INET, {}));
}

TEST_CASE("a packet cut short is no answer") {
  const auto packet = with_ip_header(reply_v4(9, 1));
  for (std::size_t size = 0; size < 28; ++size) {
    const Bytes cut(packet.begin(), packet.begin() + static_cast<long>(size));
    CHECK(!echo_reply_sequence(cut, AF_INET, std::uint16_t{9}));
  }
  const auto lying = bytes_of_numbers({0x4f, 0, 0});
  CHECK(!echo_reply_sequence(lying, AF_INET, std::uint16_t{9}));
}

TEST_CASE("the median of nothing is nothing") {
  using std::chrono::microseconds;

  CHECK(!median_of({}));
  CHECK(median_of({microseconds(9), microseconds(1), microseconds(5)}) ==
        microseconds(5));
}
