#include "probes/network/conflict.hpp"

#include <catch2/catch.hpp>

#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"
#include "tests/support/verdicts.hpp"
#include "tests/unit/probes/network/fake_network.hpp"

using namespace soundcheck;
using test::presence;

namespace {

Result<Verdict> check(test::FakeNetwork& network,
                      Profile::Network limits = {}) {
  test::Steps steps;
  return test::run(network::check_conflict(network, limits, steps));
}

}  // namespace

TEST_CASE("an address that nobody else answers for passes") {
  test::FakeNetwork network;

  const auto verdict = check(network);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(presence(*verdict, "network.address_claimed") == Presence::absent);
  // Of IPv6 addresses the kernel finds out.
  CHECK(network.asked == std::vector<std::string>{"192.0.2.7%wlan0"});
}

TEST_CASE("an address that another host answers for is a conflict") {
  test::FakeNetwork network;
  network.answer->addresses.push_back(
      {.interface_name = "wlan0", .address = "192.0.2.8", .prefix_length = 24});
  network.claims = {"192.0.2.8"};

  const auto verdict = check(network);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::failed);
  CHECK(presence(*verdict, "network.address_claimed") == Presence::present);
  CHECK(!test::tells(*verdict, "192.0.2"));
}

TEST_CASE("addresses of other interfaces are none of its business") {
  test::FakeNetwork network;
  network.answer->addresses.push_back(
      {.interface_name = "eth0", .address = "198.51.100.7"});
  network.claims = {"198.51.100.7"};

  const auto verdict = check(network);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
}

TEST_CASE("without an IPv4 address of its own there is nothing to ask for") {
  test::FakeNetwork network;
  network.answer->addresses = {{.interface_name = "wlan0",
                                .address = "169.254.3.4",
                                .link_local = true}};

  const auto verdict = check(network);

  REQUIRE(!verdict);
  CHECK(verdict.error().code == Errc::unsupported);
}

TEST_CASE("a missing privilege is told, not taken for silence") {
  test::FakeNetwork network;
  network.claim_error = Error(Errc::denied, "needs CAP_NET_RAW");

  const auto verdict = check(network);

  REQUIRE(!verdict);
  CHECK(verdict.error() ==
        Error(Errc::denied,
              "asking who else has this address: needs CAP_NET_RAW"));
}
