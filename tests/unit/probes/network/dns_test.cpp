#include <catch2/catch.hpp>
#include <set>

#include "tests/unit/probes/network/dns_home.hpp"

using namespace soundcheck;
using namespace soundcheck::dns_home;
using test::measured;
using test::presence;

TEST_CASE("servers that all answer pass with a time each") {
  Home home;
  home.resolver.add("192.0.2.53", DnsStatus::answered, 20ms);
  home.resolver.add("192.0.2.54", DnsStatus::answered, 40ms);
  home.limits.dns_timeout = 700ms;

  const auto verdict = home.check();

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(verdict->findings.size() == 7);
  for (const auto& finding : verdict->findings) {
    const bool asked = finding.id != "network.anchors_silent";
    CHECK(finding.presence == (asked ? Presence::absent : Presence::unknown));
  }
  CHECK(measured(*verdict, "server1") == 20);
  CHECK(measured(*verdict, "server2") == 40);
  CHECK(home.resolver.asked_timeout == 700ms);
  CHECK(home.resolver.rounds == std::vector<std::size_t>{4});
  CHECK(home.path.asked.empty());
  CHECK(!test::tells(*verdict, "192.0.2"));
}

TEST_CASE("no configured server fails and leaves the rest unknown") {
  Home home;

  const auto verdict = home.check();

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::failed);
  CHECK(verdict->findings.size() == 7);
  for (const auto& finding : verdict->findings) {
    const bool known = finding.id == "network.no_dns_server";
    CHECK(finding.presence == (known ? Presence::present : Presence::unknown));
  }
}

TEST_CASE("silence of all servers is not silence of some") {
  Home home;
  home.resolver.add("192.0.2.53", DnsStatus::no_answer);
  home.resolver.add("192.0.2.54", DnsStatus::no_answer);

  const auto verdict = home.check();

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::failed);
  CHECK(presence(*verdict, "network.dns_no_answer") == Presence::present);
  CHECK(presence(*verdict, "network.dns_some_silent") == Presence::absent);
  CHECK(presence(*verdict, "network.dns_wrong_answer") == Presence::unknown);
  CHECK(presence(*verdict, "network.dns_slow") == Presence::unknown);
  CHECK(presence(*verdict, "network.dns_hijacked") == Presence::unknown);
  CHECK(!measured(*verdict, "server1"));
}

TEST_CASE("DNS is to blame only while the internet behind it answers") {
  const auto status = GENERATE(DnsStatus::no_answer, DnsStatus::server_failure);
  Home home;
  home.resolver.add("192.0.2.53", status);
  Home cut_off = home;
  cut_off.path.answers = std::vector<bool>(2, false);

  const auto dns = home.check();
  const auto provider = cut_off.check();

  REQUIRE(dns);
  REQUIRE(provider);
  CHECK(presence(*dns, "network.anchors_silent") == Presence::absent);
  CHECK(presence(*provider, "network.anchors_silent") == Presence::present);
  CHECK(test::finding(*provider, "network.anchors_silent").evidence ==
        "0 of 2 anchors on the internet answer");
  CHECK(cut_off.path.asked == cut_off.limits.anchors);
  CHECK(!test::tells(*provider, "192.0.2"));
}

TEST_CASE("without anchors nothing is said of the provider") {
  Home home;
  home.resolver.add("192.0.2.53", DnsStatus::no_answer);
  SECTION("because there is none") {
    home.limits.anchors.clear();
  }
  SECTION("because one that is silent may have trouble of its own") {
    home.limits.anchors.resize(1);
    home.path.answers = std::vector<bool>(1, false);
  }
  SECTION("because they cannot be asked") {
    home.path.answers = Error(Errc::io, "no socket");
  }

  const auto verdict = home.check();

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::failed);
  CHECK(presence(*verdict, "network.anchors_silent") == Presence::unknown);
  CHECK(presence(*verdict, "network.dns_no_answer") == Presence::present);
}

TEST_CASE("one silent server of two is told, and which") {
  Home home;
  home.resolver.add("192.0.2.53", DnsStatus::no_answer);
  home.resolver.add("192.0.2.54", DnsStatus::answered);

  const auto verdict = home.check();

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::failed);
  CHECK(presence(*verdict, "network.dns_no_answer") == Presence::absent);
  CHECK(presence(*verdict, "network.dns_wrong_answer") == Presence::absent);
  CHECK(presence(*verdict, "network.dns_slow") == Presence::absent);
  const auto& silent = test::finding(*verdict, "network.dns_some_silent");
  CHECK(silent.presence == Presence::present);
  CHECK(silent.evidence == "DNS server 1: no_answer; DNS server 2: answered");
}

TEST_CASE("one server whose answer the system passes over is no outage") {
  const auto status = GENERATE(DnsStatus::server_failure, DnsStatus::malformed);
  Home home;
  home.resolver.add("192.0.2.53", status);
  home.resolver.add("192.0.2.54", DnsStatus::answered);

  const auto verdict = home.check();

  REQUIRE(verdict);
  CHECK(presence(*verdict, "network.dns_some_silent") == Presence::present);
  CHECK(presence(*verdict, "network.dns_wrong_answer") == Presence::absent);
}

TEST_CASE("the server that the system takes must not be slow") {
  Home slow, good, second;
  slow.resolver.add("192.0.2.53", DnsStatus::answered, 501ms);
  slow.resolver.add("192.0.2.54", DnsStatus::answered, 10ms);
  good.resolver.add("192.0.2.53", DnsStatus::answered, 500ms);
  second.resolver.add("192.0.2.53", DnsStatus::answered, 10ms);
  second.resolver.add("192.0.2.54", DnsStatus::answered, 900ms);

  const auto first_slow = slow.check();
  const auto at_limit = good.check();
  const auto other_slow = second.check();

  REQUIRE(first_slow);
  REQUIRE(at_limit);
  REQUIRE(other_slow);
  CHECK(first_slow->outcome == Outcome::failed);
  CHECK(presence(*first_slow, "network.dns_slow") == Presence::present);
  CHECK(at_limit->outcome == Outcome::passed);
  CHECK(other_slow->outcome == Outcome::passed);
}

TEST_CASE("a lost packet and a slow moment are not held against a server") {
  Home home;
  const auto [status, time] =
      GENERATE(table<DnsStatus, std::chrono::microseconds>(
          {{DnsStatus::no_answer, 1500ms},
           {DnsStatus::answered, 900ms},
           {DnsStatus::server_failure, 20ms}}));
  home.resolver.add("192.0.2.53", status, time);
  home.resolver.then("192.0.2.53", DnsStatus::answered, 20ms);

  const auto verdict = home.check();

  REQUIRE(verdict);
  CHECK(verdict->outcome != Outcome::failed);
  CHECK(home.resolver.rounds == std::vector<std::size_t>{2, 2});
  CHECK(measured(*verdict, "server1") == 20);
}

TEST_CASE("no more servers are asked than the C library would ask") {
  Home home;
  for (const char* server : {"192.0.2.1", "192.0.2.2", "192.0.2.3"})
    home.resolver.add(server, DnsStatus::answered);
  home.resolver.add("192.0.2.4", DnsStatus::no_answer);

  const auto verdict = home.check();

  REQUIRE(verdict);
  CHECK(
      std::set(home.resolver.asked.begin(), home.resolver.asked.end()).size() ==
      3);
  CHECK(verdict->outcome == Outcome::passed);
}

TEST_CASE("an unreadable list of servers is an error") {
  Home home;
  home.resolver.list = Error(Errc::io, "cannot be read");

  const auto verdict = home.check();

  REQUIRE(!verdict);
  CHECK(verdict.error().code == Errc::io);
}

TEST_CASE("what stops the asking is an error that names no server") {
  Home home;
  home.resolver.add("192.0.2.53", DnsStatus::answered);
  home.resolver.failure = Error(Errc::io, "no socket");

  const auto verdict = home.check();

  REQUIRE(!verdict);
  CHECK(verdict.error() ==
        Error(Errc::io, "asking the DNS servers: no socket"));
}
