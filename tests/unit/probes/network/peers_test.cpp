#include "probes/network/peers.hpp"

#include <catch2/catch.hpp>

#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"
#include "tests/support/verdicts.hpp"
#include "tests/unit/probes/network/fake_network.hpp"

using namespace soundcheck;
using test::presence;

namespace {

Result<Verdict> check(test::FakeNetwork& network) {
  test::Steps steps;
  const Profile::Network limits;
  return test::run(network::check_peers(network, limits, steps));
}

}  // namespace

TEST_CASE("one device of the home that answers is enough") {
  test::FakeNetwork network;
  network.others = Peers{3, 1};

  const auto verdict = check(network);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(presence(*verdict, "network.peers_silent") == Presence::absent);
  CHECK(network.asked == std::vector<std::string>{"192.0.2.7%wlan0"});
}

TEST_CASE("devices that are there and do not answer are out of reach") {
  test::FakeNetwork network;
  network.others = Peers{1, 0};

  const auto verdict = check(network);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::failed);
  CHECK(presence(*verdict, "network.peers_silent") == Presence::present);
}

TEST_CASE("silence is no proof of isolation") {
  test::FakeNetwork network;
  network.others = Peers{};

  const auto verdict = check(network);

  REQUIRE(!verdict);
  CHECK(verdict.error().code == Errc::unsupported);
}

TEST_CASE("without an IPv4 home there is nothing to listen to") {
  test::FakeNetwork network;
  SECTION("no route") {
    network.answer->default_routes.clear();
  }
  SECTION("no address") {
    network.answer->addresses.clear();
  }

  const auto verdict = check(network);

  REQUIRE(!verdict);
  CHECK(verdict.error().code == Errc::unsupported);
  CHECK(network.asked.empty());
}

TEST_CASE("a missing privilege to listen is told") {
  test::FakeNetwork network;
  network.others = Error(Errc::denied, "needs CAP_NET_RAW");

  const auto verdict = check(network);

  REQUIRE(!verdict);
  CHECK(verdict.error().code == Errc::denied);
}
