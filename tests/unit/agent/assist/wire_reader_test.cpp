#include "agent/wire_reader.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "soundcheck/v1/keys.pb.h"

using soundcheck::WireReader;
namespace v1 = soundcheck::v1;

TEST_CASE("what protobuf writes is read field by field") {
  v1::OperatorKey key;
  key.set_key_id("ops");
  key.set_role(v1::KEY_ROLE_ADMIN);
  key.set_not_before_unix_ms(-1);
  key.set_not_after_unix_ms(4'102'444'800'000);
  const auto bytes = key.SerializeAsString();
  WireReader in(bytes);

  REQUIRE(in.next());
  CHECK(in.field() == 1);
  CHECK(in.text() == "ops");
  REQUIRE(in.next());
  CHECK(in.field() == 3);
  CHECK(in.number() == 5);
  CHECK(in.text().empty());
  REQUIRE(in.next());
  CHECK(in.number() == ~std::uint64_t{0});
  REQUIRE(in.next());
  CHECK(in.field() == 6);
  CHECK(in.number() == 4'102'444'800'000);
  CHECK(!in.next());
  CHECK(in.complete());
}

TEST_CASE("fields of a newer cloud are passed over") {
  // Field 900: a fixed64, a fixed32, a text, a number; then field 1.
  const std::string bytes(
      "\xa1\x38"
      "12345678"
      "\xa5\x38"
      "1234"
      "\xa2\x38\x02hi\xa0\x38\x07\x0a\x01x",
      27);
  WireReader in(bytes);
  for (int i = 0; i < 4; ++i) {
    REQUIRE(in.next());
    CHECK(in.field() == 900);
  }
  REQUIRE(in.next());
  CHECK(in.field() == 1);
  CHECK(in.text() == "x");
  CHECK(!in.next());
  CHECK(in.complete());
}

TEST_CASE("what is no message ends the reading and is told") {
  const auto bytes = GENERATE(
      as<std::string>(), "\x0a", "\x0a\x05hi", "\x0a\xff\xff\xff\xff\x0f",
      "\x0b", "\xff", "\x09short", "\x0d\x01", "\x08\x80",
      "\x08\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01");
  WireReader in(bytes);

  while (in.next()) {
  }

  CHECK(!in.complete());
}

TEST_CASE("nothing is a message without fields") {
  WireReader in("");
  CHECK(!in.next());
  CHECK(in.complete());
}
