#include "cloud-sim/http/body.hpp"

#include <catch2/catch.hpp>

#include "tests/unit/cloud-sim/result_printer.hpp"

using namespace soundcheck::cloud;

namespace {

Result<Body> parse(std::string text) {
  Request request;
  request.body = std::move(text);
  return Body::parse(request);
}

std::string problem_of(const std::string& text) {
  auto body = parse(text).value();
  body.text("reason", 1, 5);
  body.integer("max_seconds", 60, 1800);
  body.texts("probes", 2, 4);
  const auto read = body.finish();
  return read ? "" : read.error().what;
}

}  // namespace

TEST_CASE("a body that is no JSON object is refused with its place") {
  for (const char* bad :
       {"", "{", "[]", "1", "{\"a\":}", "{} {}", "{\"a\":\"\xff\"}",
        "[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]"}) {
    const auto body = parse(bad);
    REQUIRE_FALSE(body);
    CHECK(body.error().code == "malformed_json");
  }
}

TEST_CASE("a wrong member is named") {
  CHECK(problem_of(R"({"reason":"why","max_seconds":60,"probes":["a"]})")
            .empty());
  CHECK(problem_of(R"({})").find("\"reason\" is missing") == 0);
  CHECK(problem_of(R"({"reason":1})").find("\"reason\"") == 0);
  CHECK(problem_of(R"({"reason":"longer"})").find("\"reason\"") == 0);
  CHECK(problem_of(R"({"reason":"a","max_seconds":59})").find("\"max_s") == 0);
  CHECK(problem_of(R"({"reason":"a","max_seconds":60.5})").find("\"max_s") ==
        0);
  CHECK(problem_of(R"({"reason":"a","probes":[]})").find("\"probes\"") == 0);
  CHECK(problem_of(R"({"reason":"a","probes":[1]})").find("each item") == 0);
  CHECK(problem_of(R"({"reason":"a","probes":["a","b","c"]})")
            .find("\"probes\"") == 0);
  CHECK(problem_of(R"({"reason":"a","raeson":"b"})").find("\"raeson\"") !=
        std::string::npos);
}

TEST_CASE("numbers of a query are bounded") {
  Request request;
  request.query = {{"limit", "20"}, {"bad", "20x"}, {"far", "501"}};

  CHECK(query_integer(request, "limit", 50, 1, 500).value() == 20);
  CHECK(query_integer(request, "absent", 50, 1, 500).value() == 50);
  CHECK_FALSE(query_integer(request, "bad", 50, 1, 500));
  CHECK_FALSE(query_integer(request, "far", 50, 1, 500));
}
