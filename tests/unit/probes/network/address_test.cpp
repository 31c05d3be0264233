#include "probes/network/address.hpp"

#include <catch2/catch.hpp>

#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"
#include "tests/support/verdicts.hpp"
#include "tests/unit/probes/network/fake_network.hpp"

using namespace soundcheck;
using test::FakeNetwork;
using test::measured;
using test::presence;

namespace {

Result<Verdict> check(Result<NetworkState> state,
                      Profile::Network limits = {}) {
  FakeNetwork network;
  network.answer = std::move(state);
  test::Steps steps;
  return test::run(network::check_address(network, limits, steps));
}

}  // namespace

TEST_CASE("link, address and route together pass") {
  const auto verdict = check(FakeNetwork::healthy());

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
  for (const auto& finding : verdict->findings)
    CHECK(finding.presence == Presence::absent);
  CHECK(verdict->findings.size() == 4);
  CHECK(measured(*verdict, "ipv4_addresses") == 1);
  CHECK(measured(*verdict, "ipv6_addresses") == 0);
  CHECK(measured(*verdict, "default_routes") == 1);
}

TEST_CASE("an interface without carrier is told apart from one that is down") {
  auto unplugged = FakeNetwork::healthy();
  unplugged.interfaces.at(0).carrier = false;
  auto down = unplugged;
  down.interfaces.at(0).up = false;

  const auto no_carrier = check(unplugged);
  const auto is_down = check(down);

  REQUIRE(no_carrier);
  REQUIRE(is_down);
  CHECK(no_carrier->outcome == Outcome::failed);
  CHECK(presence(*no_carrier, "network.no_carrier") == Presence::present);
  CHECK(presence(*is_down, "network.no_carrier") == Presence::present);
  CHECK(no_carrier->summary == "up, but no carrier");
  CHECK(is_down->summary == "the interface is down");
}

TEST_CASE("a board without any interface has no carrier") {
  const auto verdict = check(NetworkState{});

  REQUIRE(verdict);
  CHECK(presence(*verdict, "network.no_carrier") == Presence::present);
  CHECK(presence(*verdict, "network.no_address") == Presence::present);
  CHECK(presence(*verdict, "network.no_default_route") == Presence::present);
  CHECK(presence(*verdict, "network.duplicate_address") == Presence::absent);
}

TEST_CASE("a link-local address is no usable one") {
  auto state = FakeNetwork::healthy();
  state.addresses.erase(state.addresses.begin());

  const auto verdict = check(state);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::failed);
  CHECK(presence(*verdict, "network.no_address") == Presence::present);
  CHECK(test::finding(*verdict, "network.no_address").evidence ==
        "only link-local addresses, as without an answer of DHCP");
}

TEST_CASE("an address that is still being checked leaves it open") {
  auto state = FakeNetwork::healthy();
  state.addresses.at(0).tentative = true;

  const auto verdict = check(state);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::inconclusive);
  CHECK(presence(*verdict, "network.no_address") == Presence::unknown);
}

TEST_CASE("a tentative link-local address alone is no address") {
  auto state = FakeNetwork::healthy();
  state.addresses.erase(state.addresses.begin());
  state.addresses.at(0).tentative = true;

  const auto verdict = check(state);

  REQUIRE(verdict);
  CHECK(presence(*verdict, "network.no_address") == Presence::present);
}

TEST_CASE("an address that somebody else has is not usable") {
  auto state = FakeNetwork::healthy();
  state.addresses.at(0).duplicate = true;

  const auto verdict = check(state);

  REQUIRE(verdict);
  CHECK(presence(*verdict, "network.duplicate_address") == Presence::present);
  CHECK(presence(*verdict, "network.no_address") == Presence::present);
}

TEST_CASE("an address without a default route leads nowhere") {
  auto state = FakeNetwork::healthy();
  state.default_routes.clear();

  const auto verdict = check(state);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::failed);
  CHECK(presence(*verdict, "network.no_default_route") == Presence::present);
  CHECK(presence(*verdict, "network.no_carrier") == Presence::absent);
}

TEST_CASE("only the interface of the default route is judged") {
  auto state = FakeNetwork::healthy();
  state.interfaces.push_back({"eth0", true, false, false});

  const auto verdict = check(state);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(measured(*verdict, "interfaces") == 1);
}

TEST_CASE("the profile's interface is judged even if another one works") {
  auto state = FakeNetwork::healthy();
  state.interfaces.push_back({"eth0", true, false, false});
  Profile::Network limits;
  limits.interface_name = "eth0";

  const auto verdict = check(state, limits);

  REQUIRE(verdict);
  CHECK(presence(*verdict, "network.no_carrier") == Presence::present);
  CHECK(presence(*verdict, "network.no_address") == Presence::present);
  CHECK(presence(*verdict, "network.no_default_route") == Presence::present);
}

TEST_CASE("no word of the address probe tells an address") {
  auto state = FakeNetwork::healthy();
  state.addresses.at(0).duplicate = true;

  const auto verdict = check(state);

  REQUIRE(verdict);
  CHECK(!test::tells(*verdict, "192.0.2"));
  CHECK(!test::tells(*verdict, "fe80"));
}

TEST_CASE("a kernel that does not answer is an error, not a verdict") {
  const auto verdict = check(Error(Errc::io, "no netlink"));

  REQUIRE(!verdict);
  CHECK(verdict.error() ==
        Error(Errc::io, "reading the network's state: no netlink"));
}
