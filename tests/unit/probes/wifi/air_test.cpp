#include "probes/wifi/air.hpp"

#include <catch2/catch.hpp>

#include "tests/support/fake_radio.hpp"
#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"
#include "tests/support/verdicts.hpp"
#include "tests/unit/probes/network/fake_network.hpp"

using namespace soundcheck;
using namespace std::chrono_literals;

namespace {

/// Time passes only by sleeping, and at once.
class InstantClock final : public Clock {
 public:
  std::chrono::milliseconds monotonic() const override { return now; }
  std::chrono::milliseconds wall() const override { return now; }
  bool trusted() const override { return true; }
  Task<void> sleep(std::chrono::milliseconds duration) override {
    now += duration;
    co_return Result<void>();
  }
  std::chrono::milliseconds now{1h};
};

ChannelUse use(std::uint64_t active,
               std::uint64_t busy,
               std::uint64_t receive,
               std::uint64_t transmit) {
  return {2437, -92, active, busy, receive, transmit};
}

struct Fixture {
  Fixture() {
    auto& link = radio.link_answer.value();
    link.interface_name = "wlan0";
    link.associated = true;
    link.signal_dbm = -50;
    Reachability near;
    near.answered = true;
    near.rtt_median = 3ms;
    network.hosts.emplace("192.0.2.1", near);
    for (std::uint64_t i = 0; i <= 5; ++i)
      radio.channel_answers.push_back(use(400 * i, 40 * i, 30 * i, 5 * i));
  }

  Result<Verdict> check() {
    return test::run(
        wifi::check_air(radio, network, clock, Profile::Wifi(), steps));
  }

  test::FakeRadio radio;
  test::FakeNetwork network;
  InstantClock clock;
  test::Steps steps;
};

}  // namespace

TEST_CASE("a quiet channel passes with its numbers") {
  Fixture f;

  const auto verdict = f.check();

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(test::measured(*verdict, "busy") == 10);
  CHECK(test::measured(*verdict, "noise") == -92);
  CHECK(test::measured(*verdict, "rtt") == 3);
  CHECK(test::presence(*verdict, "wifi.congestion") == Presence::absent);
  CHECK(f.clock.now == 1h + 2s);
}

TEST_CASE("a disturbed channel fails and says how much") {
  Fixture f;
  f.radio.channel_answers.clear();
  for (std::uint64_t i = 0; i <= 5; ++i)
    f.radio.channel_answers.push_back(use(400 * i, 320 * i, 40 * i, 40 * i));

  const auto verdict = f.check();

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::failed);
  CHECK(verdict->summary ==
        "60 % of the time busy with no Wi-Fi, noise -92 dBm");
}

TEST_CASE("a driver that tells nothing of the air is not supported") {
  Fixture f;
  f.radio.channel_answers.clear();

  const auto verdict = f.check();

  REQUIRE(!verdict);
  CHECK(verdict.error() ==
        Error(Errc::unsupported, "the driver tells nothing of the air"));
  CHECK(f.clock.now == 1h);
}

TEST_CASE("a driver that knows only noise does not make anybody wait") {
  Fixture f;
  f.radio.channel_answers = {{2437, -92, {}, {}, {}, {}}};
  f.radio.link_answer.value().power_save = false;

  const auto verdict = f.check();

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(test::presence(*verdict, "wifi.interference") == Presence::unknown);
  CHECK(f.clock.now == 1h);
}

TEST_CASE("the load that our access point counts is used, not another's") {
  Fixture f;
  f.radio.channel_answers.clear();
  AccessPoint other;
  other.load_percent = 99;
  AccessPoint ours;
  ours.associated = true;
  ours.load_percent = 80;
  f.radio.heard_answers = {{other, ours}};

  const auto verdict = f.check();

  REQUIRE(verdict);
  CHECK(test::presence(*verdict, "wifi.congestion") == Presence::present);
  CHECK(test::measured(*verdict, "load") == 80);
}

TEST_CASE("a router that does not answer leaves the round trip unknown") {
  Fixture f;
  f.network.hosts.at("192.0.2.1") = Error(Errc::io, "unreachable");
  f.radio.link_answer.value().power_save = true;

  const auto verdict = f.check();

  REQUIRE(verdict);
  CHECK(test::presence(*verdict, "wifi.power_save_delay") == Presence::unknown);
  CHECK(!test::measured(*verdict, "rtt"));
}

TEST_CASE("without an association there is no air to judge") {
  Fixture f;
  f.radio.link_answer.value().associated = false;

  CHECK(f.check().error().code == Errc::unsupported);
}
