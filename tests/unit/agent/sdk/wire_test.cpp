#include "agent/sdk/wire.hpp"

#include <catch2/catch.hpp>

#include "soundcheck/v1/local.pb.h"

using namespace soundcheck;
using sdk::Reader;
using sdk::Writer;

TEST_CASE("what it writes is what protobuf reads") {
  const std::uint64_t id = GENERATE(1ULL, 127ULL, 128ULL, 1ULL << 40, ~0ULL);
  Writer measurement;
  measurement.text(1, "asr.latency");
  measurement.real(2, -412.25);
  Writer out;
  out.number(v1::LocalRequest::kIdFieldNumber, id);
  out.message(v1::LocalRequest::kPostFieldNumber, measurement.bytes());

  v1::LocalRequest request;
  REQUIRE(request.ParseFromString(out.bytes()));
  CHECK(request.id() == id);
  CHECK(request.post().name() == "asr.latency");
  CHECK(request.post().value() == -412.25);
}

TEST_CASE("a choice is seen also when it is zero or empty") {
  Writer number;
  number.chosen_number(v1::LocalRequest::kWatchFieldNumber, 0);
  Writer empty;
  empty.message(v1::LocalRequest::kEndSessionFieldNumber, "");

  v1::LocalRequest request;
  REQUIRE(request.ParseFromString(number.bytes()));
  CHECK(request.verb_case() == v1::LocalRequest::kWatch);
  REQUIRE(request.ParseFromString(empty.bytes()));
  CHECK(request.verb_case() == v1::LocalRequest::kEndSession);
}

TEST_CASE("a reader passes over fields of every kind that it does not know") {
  const std::string bytes(
      "\x08\x96\x01"              // 1, a number
      "\x11\0\0\0\0\0\0\xf8\x3f"  // 2, eight bytes: 1.5
      "\x1a\x03"
      "abc"              // 3, a text
      "\x25\x01\0\0\0",  // 4, four bytes
      3 + 9 + 5 + 5);
  Reader in(bytes);

  REQUIRE(in.next());
  CHECK(in.number() == 150);
  CHECK(in.text().empty());
  REQUIRE(in.next());
  CHECK(in.real() == 1.5);
  REQUIRE(in.next());
  CHECK(in.text() == "abc");
  CHECK(in.number() == 0);
  REQUIRE(in.next());
  CHECK(in.field() == 4);
  CHECK(!in.next());
  CHECK(in.complete());
}

TEST_CASE("what is cut off or no message stops the reader") {
  const std::string bytes = GENERATE(
      std::string("\x08"), std::string("\x08\x80"), std::string("\x11\x00", 2),
      std::string("\x1a\x05"
                  "ab"),
      std::string("\x00\x01", 2), std::string("\x0b"), std::string("\x0f"),
      std::string(12, '\xff'));
  Reader in(bytes);

  CHECK(!in.next());
  CHECK(!in.complete());
  CHECK(!in.next());
}
