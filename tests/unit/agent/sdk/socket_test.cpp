#include "agent/sdk/socket.hpp"

#include <catch2/catch.hpp>

#include "agent/sdk/include/soundcheck/soundcheck.h"

using soundcheck::sdk::take_payload;

TEST_CASE("payloads are taken whole and in order") {
  std::string buffer("\0\0\0\3abc\0\0\0\0\0\0\0\2x", 16);
  std::string payload;

  CHECK(take_payload(buffer, payload) == SOUNDCHECK_OK);
  CHECK(payload == "abc");
  CHECK(take_payload(buffer, payload) == SOUNDCHECK_OK);
  CHECK(payload.empty());
  CHECK(take_payload(buffer, payload) == SOUNDCHECK_TIMEOUT);
  buffer += 'y';
  CHECK(take_payload(buffer, payload) == SOUNDCHECK_OK);
  CHECK(payload == "xy");
}

TEST_CASE("a payload above the limit of the wire is no payload") {
  std::string buffer("\0\x10\0\1", 4);
  std::string payload;

  CHECK(take_payload(buffer, payload) == SOUNDCHECK_PARSE);
}

TEST_CASE("connecting tells why not, and hands out no client") {
  soundcheck_client* client = reinterpret_cast<soundcheck_client*>(1);

  CHECK(soundcheck_connect("/nonexistent/s", &client) == SOUNDCHECK_IO);
  CHECK(client == nullptr);
  CHECK(soundcheck_connect(std::string(200, 'x').c_str(), &client) ==
        SOUNDCHECK_IO);
  CHECK(client == nullptr);
}

TEST_CASE("every error has words") {
  for (int error = SOUNDCHECK_NO_MEMORY; error <= SOUNDCHECK_OK; ++error)
    CHECK(std::string(soundcheck_strerror(error)) != "unknown error");
  CHECK(std::string(soundcheck_strerror(1)) == "unknown error");
  CHECK(std::string(soundcheck_strerror(-99)) == "unknown error");
}
