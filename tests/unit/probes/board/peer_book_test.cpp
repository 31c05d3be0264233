#include "probes/board/linux/peer_book.hpp"

#include <catch2/catch.hpp>

using namespace soundcheck;
using namespace std::chrono_literals;

namespace {

MacAddress mac(int last) {
  return {std::byte{2}, {}, {}, {}, {}, static_cast<std::byte>(last)};
}

Ipv4Bytes address(int last) {
  return {std::byte{192}, std::byte{0}, std::byte{2},
          static_cast<std::byte>(last)};
}

const auto router = address(1);
const auto own = address(7);
const auto peer = address(20);

PeerBook new_book() {
  return {mac(7), own, router};
}

ArpMessage question(const Ipv4Bytes& from, const Ipv4Bytes& about) {
  return {false, mac(1), from, about};
}

}  // namespace

TEST_CASE("who speaks to everybody is there") {
  auto book = new_book();
  book.hear(question(peer, router), 0ms);
  book.hear_from(address(21));

  CHECK(book.there(0ms) == std::set{peer, address(21)});
  CHECK(!book.answers(peer));
}

TEST_CASE("whom the router looks for once is there, a second later") {
  auto book = new_book();
  book.hear(question(router, peer), 1300ms);

  CHECK(book.there(2400ms).empty());
  CHECK(book.there(2500ms) == std::set{peer});

  book.hear(question(router, peer), 3000ms);
  book.hear(question(router, peer), 4000ms);
  CHECK(book.there(4000ms) == std::set{peer});
}

TEST_CASE("whom the router looks for again and again is not") {
  auto book = new_book();
  for (const auto time : {1300ms, 2300ms, 3300ms, 6000ms, 7000ms})
    book.hear(question(router, peer), time);

  CHECK(book.there(9000ms).empty());
}

TEST_CASE("what may be the end of a search that began before is no proof") {
  auto book = new_book();
  book.hear(question(router, peer), 1100ms);

  CHECK(book.there(9000ms).empty());
}

TEST_CASE("an answer to us is an answer, one to the router is not") {
  auto book = new_book();
  book.hear({true, mac(20), peer, own}, 0ms);
  book.hear({true, mac(21), address(21), router}, 0ms);

  CHECK(book.answers(peer));
  CHECK(!book.answers(address(21)));
}

TEST_CASE("neither we nor the router is another device of the home") {
  auto book = new_book();
  book.hear(question(router, own), 0ms);
  book.hear({true, mac(1), router, own}, 0ms);
  book.hear({false, mac(7), own, peer}, 0ms);
  book.hear({false, mac(9), {}, address(9)}, 0ms);
  book.hear_from(router);
  book.hear_from(own);

  CHECK(book.there(9000ms).empty());
}
