#include "agent/local/frame.hpp"

#include <catch2/catch.hpp>

#include "tests/support/result_printer.hpp"

using namespace soundcheck;
using local::FrameParser;

TEST_CASE("a frame is its big-endian length and its payload") {
  CHECK(local::frame("abc").value() == std::string("\0\0\0\3abc", 7));
  CHECK(local::frame(std::string(258, 'x')).value().substr(0, 4) ==
        std::string("\0\0\1\2", 4));
}

TEST_CASE("a payload above the limit cannot be framed") {
  CHECK(local::frame(std::string(local::max_frame_bytes, 'x')));
  CHECK(!local::frame(std::string(local::max_frame_bytes + 1, 'x')));
}

TEST_CASE("frames come out whole however the stream is cut") {
  const auto stream = *local::frame("one") + *local::frame("") +
                      *local::frame(std::string(300, 'y'));
  const auto step = GENERATE(1u, 2u, 5u, 1000u);
  FrameParser parser;
  std::vector<std::string> payloads;

  for (std::size_t at = 0; at < stream.size(); at += step) {
    parser.feed(std::string_view(stream).substr(at, step));
    for (auto next = parser.next(); next && *next; next = parser.next())
      payloads.push_back(**next);
  }

  CHECK(payloads == std::vector<std::string>{"one", "", std::string(300, 'y')});
  CHECK(!parser.in_frame());
}

TEST_CASE("a frame above the limit is refused from its header on") {
  FrameParser parser(10);
  parser.feed(std::string("\0\0\0\x0b", 4));

  const auto next = parser.next();

  REQUIRE(!next);
  CHECK(next.error().code == Errc::parse);
  CHECK(next.error().what == "a frame of 11 bytes; at most 10");
}

TEST_CASE("half a frame is neither a payload nor an error") {
  FrameParser parser;
  parser.feed(std::string("\0\0\0\5ab", 6));

  const auto next = parser.next();

  REQUIRE(next);
  CHECK(!next->has_value());
  CHECK(parser.in_frame());
}
