#include "probes/board/linux/arp_message.hpp"

#include <catch2/catch.hpp>

using namespace soundcheck;

namespace {

MacAddress mac(int last) {
  return {std::byte{2}, {}, {}, {}, {}, static_cast<std::byte>(last)};
}

Ipv4Bytes address(int last) {
  return {std::byte{192}, std::byte{0}, std::byte{2},
          static_cast<std::byte>(last)};
}

const auto own = mac(1);
const auto ours = address(7);

}  // namespace

TEST_CASE("a question without a sender claims no address") {
  const auto message = parse_arp(arp_request(own, {}, ours));

  REQUIRE(message);
  CHECK(!message->reply);
  CHECK(message->sender_mac == own);
  CHECK(message->sender == Ipv4Bytes{});
  CHECK(message->target == ours);
}

TEST_CASE("who speaks from our address, or is about to take it, claims it") {
  const ArpMessage reply{true, mac(2), ours, {}};
  const ArpMessage asks_from_it{false, mac(2), ours, address(1)};
  const ArpMessage probes{false, mac(2), {}, ours};

  CHECK(claims(reply, ours, own));
  CHECK(claims(asks_from_it, ours, own));
  CHECK(claims(probes, ours, own));
}

TEST_CASE("our own words, and those about others, are no claim") {
  const ArpMessage our_probe{false, own, {}, ours};
  const ArpMessage our_reply{true, own, ours, address(1)};
  const ArpMessage router_asks_us{false, mac(2), address(1), ours};
  const ArpMessage somebody{true, mac(2), address(9), ours};

  for (const auto& message : {our_probe, our_reply, router_asks_us, somebody})
    CHECK(!claims(message, ours, own));
}

TEST_CASE("what is cut short or something else is no ARP") {
  const auto good = arp_request(own, {}, ours);
  for (std::size_t size = 0; size < good.size(); ++size)
    CHECK(!parse_arp({good.data(), size}));
  for (std::size_t at = 0; at < 8; ++at) {
    auto bad = good;
    bad[at] ^= std::byte{0x10};
    CHECK(!parse_arp(bad));
  }
}
