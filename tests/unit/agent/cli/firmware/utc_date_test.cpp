#include "agent/cli/firmware/utc_date.hpp"

#include <catch2/catch.hpp>

#include "agent/hex.hpp"

using namespace soundcheck;
using namespace soundcheck::cli;

TEST_CASE("a date is its first second, in UTC") {
  CHECK(parse_utc("1970-01-01") == 0);
  CHECK(parse_utc("2026-07-01") == 1'782'864'000);
  CHECK(parse_utc("2024-02-29T23:59:59Z") == 1'709'251'199);
}

TEST_CASE("what is no date is none") {
  const auto text = GENERATE(
      "", "2026", "2026-7-1", "2026-13-01", "2026-02-29", "2026-07-01T12:30:00",
      "2026-07-01 12:30:00Z", "2026-07-01T24:00:00Z", "2026-07-01T12:60:00Z",
      "2026-07-01T12:30:60Z", "20x6-07-01", "2026/07/01", "+026-07-01");
  CAPTURE(text);
  CHECK(!parse_utc(text));
}

TEST_CASE("a time is written as it is read") {
  for (const auto* text : {"2026-07-01", "2026-07-01T12:30:05Z", "1969-12-31"})
    CHECK(utc_text(parse_utc(text).value()) == text);
}

TEST_CASE("a hash is written as sha256sum does, and read in either case") {
  const auto text = std::string("BA7816BF8F01CFEA414140DE5DAE2223") +
                    "b00361a396177a9cb410ff61f20015ad";
  const auto hash = parse_sha256(text);

  REQUIRE(hash);
  CHECK((*hash)[0] == 0xba);
  CHECK(hex_of(*hash) ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(!parse_sha256(text.substr(1)));
  CHECK(!parse_sha256(text + "0"));
  CHECK(!parse_sha256("g" + text.substr(1)));
  CHECK(!parse_sha256("-1" + text.substr(2)));
  CHECK(!parse_sha256(""));
}
