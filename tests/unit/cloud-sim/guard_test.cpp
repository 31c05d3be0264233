#include "cloud-sim/http/guard.hpp"

#include <catch2/catch.hpp>

#include "cloud-sim/http/auth.hpp"
#include "cloud-sim/http/listener.hpp"
#include "tests/unit/cloud-sim/result_printer.hpp"

using namespace soundcheck::cloud;

TEST_CASE("only our own host names are answered") {
  const HostGuard guard({"Cloud.Example"});

  for (const char* good : {"localhost", "LOCALHOST:8080", "127.0.0.1:8080",
                           "[::1]:8080", "cloud.example"})
    CHECK(guard.allows(good));
  for (const char* bad : {"", "evil.example", "localhost.evil.example",
                          "127.0.0.1.evil", "[::2]", "[::1"})
    CHECK_FALSE(guard.allows(bad));
}

TEST_CASE("the secret comes from the header before the cookie") {
  Request request;
  request.cookie = "a=b; soundcheck_token=sct_c ; d=e";
  CHECK(secret_of(request) == "sct_c");
  request.authorization = "bearer  sct_h ";
  CHECK(secret_of(request) == "sct_h");
  request.cookie = "xsoundcheck_token=no; soundcheck_token";
  request.authorization = "Basic abc";
  CHECK(secret_of(request).empty());
}

TEST_CASE("the cookie is out of reach of scripts and other sites") {
  const auto cookie = set_cookie("sct_1");

  CHECK(cookie.find("HttpOnly") != std::string::npos);
  CHECK(cookie.find("SameSite=Strict") != std::string::npos);
  CHECK(set_cookie("").find("Max-Age=0") != std::string::npos);
}

TEST_CASE("addresses are read with port, in both families") {
  CHECK(parse_address("127.0.0.1:80").value().port == 80);
  CHECK(parse_address("[::1]:8080").value().host == "::1");
  CHECK(to_string(parse_address("[::1]:8080").value()) == "[::1]:8080");
  for (const char* bad : {"", ":80", "a", "a:", "a:x", "a:70000", "a:-1"})
    CHECK_FALSE(parse_address(bad));
}
