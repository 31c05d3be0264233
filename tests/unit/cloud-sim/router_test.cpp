#include "cloud-sim/http/router.hpp"

#include <catch2/catch.hpp>

#include "cloud-sim/http/rate_limit.hpp"
#include "cloud-sim/http/target.hpp"
#include "tests/unit/cloud-sim/result_printer.hpp"

using namespace soundcheck::cloud;
using boost::beast::http::verb;
using namespace std::chrono_literals;

namespace {

constexpr Route routes[] = {
    {verb::get, "/devices", Right::see, nullptr},
    {verb::get, "/devices/{}/commands", Right::see, nullptr},
    {verb::post, "/devices/{}/commands", Right::session, nullptr}};

}  // namespace

TEST_CASE("a path finds its route and what stands in its place") {
  const auto found = match(routes, verb::post, {"devices", "a", "commands"});

  REQUIRE(found.route == &routes[2]);
  CHECK(found.arguments == std::vector<std::string>{"a"});
  CHECK(match(routes, verb::head, {"devices"}).route == &routes[0]);
}

TEST_CASE("an unknown path and a wrong verb are told apart") {
  const auto wrong = match(routes, verb::put, {"devices", "a", "commands"});
  const auto unknown = match(routes, verb::get, {"devices", "a"});

  CHECK(wrong.route == nullptr);
  CHECK(wrong.allow == "GET, POST");
  CHECK(unknown.route == nullptr);
  CHECK(unknown.allow.empty());
  CHECK(match(routes, verb::get, {"devices", ""}).route == nullptr);
}

TEST_CASE("targets are decoded and those that climb are refused") {
  Request request;
  REQUIRE(read_target("/devices/a%20b?q=x+y%26&n=", request));

  CHECK(request.path == "/devices/a b");
  CHECK(request.segments == std::vector<std::string>{"devices", "a b"});
  CHECK(request.query.at("q") == "x y&");
  CHECK(request.query.at("n").empty());
  for (const char* bad : {"/../etc/passwd", "/a/%2e%2e/b", "/a%2fb", "/%00",
                          "*", "", "http://x/", "/%zz"}) {
    Request refused;
    CHECK_FALSE(read_target(bad, refused));
  }
}

TEST_CASE("a rate limit gives a burst and then a trickle, per key") {
  RateLimit limit(2, 1);
  const RateLimit::Clock::time_point start{};

  CHECK(limit.take("a", start));
  CHECK(limit.take("a", start));
  CHECK_FALSE(limit.take("a", start));
  CHECK(limit.take("b", start));
  CHECK_FALSE(limit.take("a", start + 900ms));
  CHECK(limit.take("a", start + 2s));
}
