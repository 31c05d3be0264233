#include "probes/network/gateway.hpp"

#include <catch2/catch.hpp>

#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"
#include "tests/support/verdicts.hpp"
#include "tests/unit/probes/network/fake_network.hpp"

using namespace soundcheck;
using namespace std::chrono_literals;
using test::FakeNetwork;
using test::measured;
using test::presence;

namespace {

Reachability answering(std::chrono::microseconds rtt) {
  return {true, "icmp", 3, 3, rtt, "reachable"};
}

Reachability dead() {
  return {false, "icmp", 3, 0, {}, "failed"};
}

Result<Verdict> check(FakeNetwork& network, Profile::Network limits = {}) {
  test::Steps steps;
  return test::run(network::check_gateway(network, limits, steps));
}

}  // namespace

TEST_CASE("a gateway that answers passes with its round trip") {
  FakeNetwork network;
  network.hosts.emplace("192.0.2.1", answering(2500us));

  const auto verdict = check(network);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(measured(*verdict, "rtt") == 2.5);
  CHECK(measured(*verdict, "loss") == 0);
  CHECK(network.asked == std::vector<std::string>{"192.0.2.1%wlan0"});
  CHECK(!test::tells(*verdict, "192.0.2"));
}

TEST_CASE("a gateway that does not answer fails and has no speed") {
  FakeNetwork network;
  network.hosts.emplace("192.0.2.1", dead());

  const auto verdict = check(network);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::failed);
  CHECK(presence(*verdict, "network.gateway_no_answer") == Presence::present);
  CHECK(presence(*verdict, "network.gateway_slow") == Presence::unknown);
  CHECK(measured(*verdict, "loss") == 100);
  CHECK(test::finding(*verdict, "network.gateway_no_answer").evidence ==
        "the IPv4 gateway does not answer, neighbour failed");
}

TEST_CASE("a slow gateway fails, at the limit it does not") {
  FakeNetwork network;
  network.hosts.emplace("192.0.2.1", answering(150'001us));
  FakeNetwork at_limit;
  at_limit.hosts.emplace("192.0.2.1", answering(150ms));

  const auto slow = check(network);
  const auto good = check(at_limit);

  REQUIRE(slow);
  REQUIRE(good);
  CHECK(slow->outcome == Outcome::failed);
  CHECK(presence(*slow, "network.gateway_slow") == Presence::present);
  CHECK(presence(*slow, "network.gateway_no_answer") == Presence::absent);
  CHECK(good->outcome == Outcome::passed);
}

TEST_CASE("a gateway that only its neighbour entry shows is there") {
  FakeNetwork network;
  const Reachability neighbour{true, "neighbour", 3, 0, {}, "reachable"};
  network.hosts.emplace("192.0.2.1", neighbour);

  const auto verdict = check(network);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(presence(*verdict, "network.gateway_no_answer") == Presence::absent);
  CHECK(presence(*verdict, "network.gateway_slow") == Presence::unknown);
}

TEST_CASE("one answering address family is enough") {
  FakeNetwork network;
  network.answer->default_routes.push_back({"wlan0", "fe80::1", true, 1024});
  network.hosts.emplace("192.0.2.1", dead());
  network.hosts.emplace("fe80::1", answering(3ms));

  const auto verdict = check(network);

  REQUIRE(verdict);
  CHECK(network.asked.size() == 2);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(measured(*verdict, "loss") == 50);
  CHECK(test::finding(*verdict, "network.gateway_no_answer").evidence ==
        "the IPv4 gateway does not answer, neighbour failed; the IPv6 gateway "
        "answers (icmp), neighbour reachable");
}

TEST_CASE("without a default route nobody can be asked") {
  FakeNetwork network;
  network.answer->default_routes.clear();

  const auto verdict = check(network);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::inconclusive);
  CHECK(verdict->summary == "no default route, so no gateway to ask");
  CHECK(presence(*verdict, "network.gateway_no_answer") == Presence::unknown);
  CHECK(presence(*verdict, "network.gateway_slow") == Presence::unknown);
  CHECK(network.asked.empty());
}

TEST_CASE("a default route straight into a tunnel has no gateway") {
  FakeNetwork network;
  network.answer->default_routes.at(0).gateway.clear();

  const auto verdict = check(network);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::inconclusive);
  CHECK(verdict->summary == "no default route names a gateway");
}

TEST_CASE("only the gateway of the profile's interface is asked") {
  FakeNetwork network;
  network.answer->default_routes.push_back(
      {"eth0", "198.51.100.1", false, 900});
  network.hosts.emplace("198.51.100.1", answering(1ms));
  Profile::Network limits;
  limits.interface_name = "eth0";

  const auto verdict = check(network, limits);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(network.asked == std::vector<std::string>{"198.51.100.1%eth0"});
}

TEST_CASE("what stops the asking is an error that names no address") {
  FakeNetwork network;
  network.hosts.emplace("192.0.2.1", Error(Errc::denied, "no socket"));

  const auto verdict = check(network);

  REQUIRE(!verdict);
  CHECK(verdict.error() ==
        Error(Errc::denied, "asking the IPv4 gateway: no socket"));
}

TEST_CASE("one family that cannot be asked does not spoil the other") {
  FakeNetwork network;
  network.answer->default_routes.push_back({"wlan0", "fe80::1", true, 1024});
  network.hosts.emplace("fe80::1", Error(Errc::io, "no source address"));
  auto dead_too = network;
  network.hosts.emplace("192.0.2.1", answering(1ms));
  dead_too.hosts.emplace("192.0.2.1", dead());

  const auto verdict = check(network);
  const auto nothing_known = check(dead_too);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
  REQUIRE(!nothing_known);
  CHECK(nothing_known.error().code == Errc::io);
}
