#include <catch2/catch.hpp>

#include "tests/unit/probes/network/dns_home.hpp"

using namespace soundcheck;
using namespace soundcheck::dns_home;
using test::presence;

TEST_CASE("the system believes the first server that denies the name") {
  Home home;
  home.resolver.add("192.0.2.53", DnsStatus::nx_domain);
  home.resolver.add("192.0.2.54", DnsStatus::answered);

  const auto verdict = home.check();

  REQUIRE(verdict);
  CHECK(presence(*verdict, "network.dns_wrong_answer") == Presence::present);
  CHECK(presence(*verdict, "network.dns_some_silent") == Presence::absent);
}

TEST_CASE("every answer without an address is a wrong one") {
  const auto status = GENERATE(DnsStatus::no_data, DnsStatus::nx_domain,
                               DnsStatus::server_failure, DnsStatus::malformed);
  Home home;
  home.resolver.add("192.0.2.53", status);

  const auto verdict = home.check();

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::failed);
  CHECK(presence(*verdict, "network.dns_wrong_answer") == Presence::present);
  CHECK(presence(*verdict, "network.dns_no_answer") == Presence::absent);
}

TEST_CASE("a server that knows names that nobody has lies") {
  Home home;
  home.resolver.add("192.0.2.53", DnsStatus::answered);
  home.resolver.unknown["192.0.2.53"].status = DnsStatus::answered;

  const auto verdict = home.check();

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::failed);
  CHECK(presence(*verdict, "network.dns_hijacked") == Presence::present);
  CHECK(presence(*verdict, "network.dns_wrong_answer") == Presence::absent);
  // Asked for another such name before it is called a liar.
  CHECK(home.resolver.rounds == std::vector<std::size_t>{2, 1});
}

TEST_CASE("our own name must have one of the addresses that are pinned") {
  Home home;
  home.resolver.add("192.0.2.53", DnsStatus::answered);
  home.limits.dns_pinned = {"192.0.2.79", "192.0.2.80"};
  Home elsewhere = home;
  elsewhere.limits.dns_pinned.pop_back();

  const auto ours = home.check();
  const auto strange = elsewhere.check();

  REQUIRE(ours);
  REQUIRE(strange);
  CHECK(presence(*ours, "network.dns_hijacked") == Presence::absent);
  CHECK(presence(*strange, "network.dns_hijacked") == Presence::present);
  CHECK(!test::tells(*strange, "192.0.2"));
}

TEST_CASE("silence about a name that nobody has tells nothing") {
  Home home;
  home.resolver.add("192.0.2.53", DnsStatus::answered);
  home.resolver.unknown["192.0.2.53"].status = DnsStatus::no_answer;

  const auto verdict = home.check();

  REQUIRE(verdict);
  CHECK(presence(*verdict, "network.dns_hijacked") == Presence::unknown);
  CHECK(verdict->outcome == Outcome::passed);
}

TEST_CASE("made-up names are two, valid, and new each time") {
  const auto names = network::made_up_names();

  REQUIRE(names.size() == 2);
  CHECK(names[0] != names[1]);
  CHECK(names[0].size() == 16);
  CHECK(names[0].find_first_not_of("abcdefghijklmnopqrstuvwxyz.") ==
        std::string::npos);
  CHECK(names != network::made_up_names());
}
