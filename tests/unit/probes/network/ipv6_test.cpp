#include "probes/network/ipv6.hpp"

#include <catch2/catch.hpp>
#include <deque>

#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"
#include "tests/support/verdicts.hpp"
#include "tests/unit/probes/network/fake_network.hpp"

using namespace soundcheck;
using namespace std::chrono_literals;
using test::measured;
using test::presence;

namespace {

const std::string silent = "network.ipv6_no_answer";
const std::string slow = "network.ipv6_slow";

class FakeWeb final : public Web {
 public:
  Task<WebAnswer> get(WebRequest) override {
    co_return Error(Errc::internal, "both are asked at once");
  }
  Task<std::vector<WebAnswer>> get_all(
      std::vector<WebRequest> wanted) override {
    requests = std::move(wanted);
    ++rounds;
    auto answer = answers.front();
    if (answers.size() > 1)
      answers.pop_front();
    co_return answer;
  }
  std::deque<std::vector<WebAnswer>> answers;
  std::vector<WebRequest> requests;
  int rounds = 0;
};

WebAnswer connected_in(std::chrono::milliseconds time) {
  WebAnswer answer;
  answer.reached = WebStage::done;
  answer.status = 204;
  answer.name_time = 5ms;
  answer.connect_time = 5ms + time;
  return answer;
}

WebAnswer ended_at(WebStage stage) {
  WebAnswer answer;
  answer.reached = stage;
  return answer;
}

struct Home {
  test::FakeNetwork network;
  FakeWeb web;

  Home(WebAnswer v4, WebAnswer v6) {
    network.answer->addresses.push_back({.interface_name = "wlan0",
                                         .address = "2001:db8::7",
                                         .prefix_length = 64,
                                         .ipv6 = true});
    network.answer->default_routes.push_back({"wlan0", "fe80::1", true, 1024});
    web.answers.push_back({v4, v6});
  }
  Result<Verdict> check() {
    test::Steps steps;
    const Profile::Network limits;
    return test::run(network::check_ipv6(network, web, limits, steps));
  }
};

}  // namespace

TEST_CASE("IPv6 that works as well as IPv4 passes") {
  Home home(connected_in(20ms), connected_in(60ms));

  const auto verdict = home.check();

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(presence(*verdict, silent) == Presence::absent);
  CHECK(presence(*verdict, slow) == Presence::absent);
  CHECK(measured(*verdict, "ipv4_connect") == 20);
  CHECK(measured(*verdict, "ipv6_connect") == 60);
  CHECK(home.web.rounds == 1);
  REQUIRE(home.web.requests.size() == 2);
  CHECK(home.web.requests[0].family == IpFamily::ipv4);
  CHECK(home.web.requests[1].family == IpFamily::ipv6);
}

TEST_CASE("IPv6 that does not connect is broken, after a second look") {
  Home home(connected_in(20ms), ended_at(WebStage::connect));

  const auto verdict = home.check();

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::failed);
  CHECK(presence(*verdict, silent) == Presence::present);
  CHECK(presence(*verdict, slow) == Presence::unknown);
  CHECK(home.web.rounds == 2);
}

TEST_CASE("one lost connection is not yet a broken IPv6") {
  Home home(connected_in(20ms), ended_at(WebStage::connect));
  home.web.answers.push_back({connected_in(20ms), connected_in(25ms)});

  const auto verdict = home.check();

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
}

TEST_CASE("IPv6 may take a quarter of a second longer, not more") {
  Home late(connected_in(20ms), connected_in(270ms));
  Home good(connected_in(20ms), connected_in(269ms));

  const auto broken = late.check();
  const auto fine = good.check();

  REQUIRE(broken);
  REQUIRE(fine);
  CHECK(broken->outcome == Outcome::failed);
  CHECK(presence(*broken, slow) == Presence::present);
  CHECK(presence(*broken, silent) == Presence::absent);
  CHECK(fine->outcome == Outcome::passed);
}

TEST_CASE("a home with IPv6 only is a healthy one") {
  Home home(ended_at(WebStage::connect), connected_in(30ms));

  const auto verdict = home.check();

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
}

TEST_CASE("without any connection IPv6 alone is not to blame") {
  Home home(ended_at(WebStage::connect), ended_at(WebStage::connect));

  const auto verdict = home.check();

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::inconclusive);
}

TEST_CASE("a home without IPv6 has none that could be broken") {
  Home home(connected_in(20ms), connected_in(20ms));
  auto& state = *home.network.answer;
  SECTION("no address but a link-local one") {
    state.addresses.pop_back();
  }
  SECTION("an address that leads nowhere outside") {
    state.addresses.back().address = "fd00::7";
  }
  SECTION("no default route") {
    state.default_routes.pop_back();
  }

  const auto verdict = home.check();

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(presence(*verdict, silent) == Presence::absent);
  CHECK(home.web.rounds == 0);
}

TEST_CASE("a server without an IPv6 address cannot tell") {
  Home home(connected_in(20ms), ended_at(WebStage::name));

  const auto verdict = home.check();

  REQUIRE(!verdict);
  CHECK(verdict.error().code == Errc::unsupported);
}
