#include "probes/board/linux/sha256_state.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using namespace soundcheck;

namespace {

std::string hex(const Sha256& hash) {
  std::string text;
  for (const auto byte : hash) {
    constexpr std::string_view digits = "0123456789abcdef";
    text += digits[byte >> 4];
    text += digits[byte & 15];
  }
  return text;
}

const auto* bytes_of(const std::string& text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

TEST_CASE("the examples of FIPS 180-4 have their hashes") {
  CHECK(hex(hash_end({}, bytes_of(""), 0)) ==
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(hex(hash_end({}, bytes_of("abc"), 3)) ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  const std::string million(1'000'000, 'a');
  CHECK(hex(hash_end({}, bytes_of(million), million.size())) ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("a hash that goes on from a kept state is that of all of it") {
  const std::string million(1'000'000, 'a');
  const auto cut = GENERATE(64u, 640u, 65'536u, 999'936u);

  HashState first;
  hash_blocks(first, bytes_of(million), cut);
  HashState kept;
  kept.h = first.h;
  kept.bytes = first.bytes;

  CHECK(first.bytes == cut);
  CHECK(hash_end(kept, bytes_of(million) + cut, million.size() - cut) ==
        hash_end({}, bytes_of(million), million.size()));
}

TEST_CASE("the count of bits is right beyond four gigabits") {
  // The same H at another place ends in another hash.
  HashState small, large;
  small.bytes = 64;
  large.bytes = (std::uint64_t{1} << 29) + 64;

  CHECK(hash_end(small, bytes_of("x"), 1) != hash_end(large, bytes_of("x"), 1));
}
