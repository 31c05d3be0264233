#include "agent/wire_text.hpp"

#include <catch2/catch.hpp>

using soundcheck::is_wire_text;
using soundcheck::wire_text;

TEST_CASE("well-formed text passes unchanged") {
  const std::string text = "caf\xc3\xa9 \xe6\x89\xac \xf0\x9f\x94\x8a";

  CHECK(wire_text(text, 200) == text);
  CHECK(is_wire_text(text));
}

TEST_CASE("bytes that are no UTF-8 become question marks") {
  const auto [bytes, clean] = GENERATE(table<std::string, std::string>({
      {"a\xff"
       "b",
       "a?b"},
      {"\xc3", "?"},                 // cut off
      {"\xe6\x89", "??"},            // cut off
      {"\xc0\xaf", "??"},            // overlong "/"
      {"\xed\xa0\x80", "???"},       // surrogate
      {"\xf5\x80\x80\x80", "????"},  // beyond Unicode
      {"\x80ok", "?ok"},
  }));

  CHECK(wire_text(bytes, 200) == clean);
  CHECK(!is_wire_text(bytes));
}

TEST_CASE("the cut never falls into a character") {
  CHECK(wire_text("ab\xc3\xa9", 3) == "ab");
  CHECK(wire_text("ab\xc3\xa9", 4) == "ab\xc3\xa9");
  CHECK(wire_text("anything", 0).empty());
}
