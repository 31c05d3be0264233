#include "probes/network/dns.hpp"

#include <catch2/catch.hpp>
#include <map>

#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"
#include "tests/support/verdicts.hpp"

using namespace soundcheck;
using namespace std::chrono_literals;
using test::measured;
using test::presence;

namespace {

class FakeResolver final : public Resolver {
 public:
  Task<std::vector<std::string>> servers() override { co_return list; }
  Task<DnsAnswer> ask(std::string server,
                      std::string name,
                      std::chrono::milliseconds timeout) override {
    asked.push_back(server);
    asked_name = name;
    asked_timeout = timeout;
    co_return answers.at(server);
  }

  void add(const std::string& server,
           DnsStatus status,
           std::chrono::microseconds duration = 20ms) {
    list->push_back(server);
    answers.emplace(server, DnsAnswer{server, status, duration, {}});
  }

  Result<std::vector<std::string>> list = std::vector<std::string>();
  std::map<std::string, Result<DnsAnswer>> answers;
  std::vector<std::string> asked;
  std::string asked_name;
  std::chrono::milliseconds asked_timeout{};
};

Result<Verdict> check(FakeResolver& resolver, Profile::Network limits = {}) {
  test::Steps steps;
  return test::run(network::check_dns(resolver, limits, steps));
}

}  // namespace

TEST_CASE("servers that all answer pass with a time each") {
  FakeResolver resolver;
  resolver.add("192.0.2.53", DnsStatus::answered, 20ms);
  resolver.add("192.0.2.54", DnsStatus::answered, 40ms);
  Profile::Network limits;
  limits.dns_name = "check.test";
  limits.dns_timeout = 700ms;

  const auto verdict = check(resolver, limits);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(verdict->findings.size() == 5);
  for (const auto& finding : verdict->findings)
    CHECK(finding.presence == Presence::absent);
  CHECK(measured(*verdict, "server1") == 20);
  CHECK(measured(*verdict, "server2") == 40);
  CHECK(resolver.asked_name == "check.test");
  CHECK(resolver.asked_timeout == 700ms);
  CHECK(!test::tells(*verdict, "192.0.2"));
}

TEST_CASE("no configured server fails and leaves the rest unknown") {
  FakeResolver resolver;

  const auto verdict = check(resolver);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::failed);
  CHECK(presence(*verdict, "network.no_dns_server") == Presence::present);
  CHECK(presence(*verdict, "network.dns_no_answer") == Presence::unknown);
  CHECK(presence(*verdict, "network.dns_some_silent") == Presence::unknown);
  CHECK(presence(*verdict, "network.dns_wrong_answer") == Presence::unknown);
  CHECK(presence(*verdict, "network.dns_slow") == Presence::unknown);
}

TEST_CASE("silence of all servers is not silence of some") {
  FakeResolver resolver;
  resolver.add("192.0.2.53", DnsStatus::no_answer);
  resolver.add("192.0.2.54", DnsStatus::no_answer);

  const auto verdict = check(resolver);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::failed);
  CHECK(presence(*verdict, "network.dns_no_answer") == Presence::present);
  CHECK(presence(*verdict, "network.dns_some_silent") == Presence::absent);
  CHECK(presence(*verdict, "network.dns_wrong_answer") == Presence::unknown);
  CHECK(presence(*verdict, "network.dns_slow") == Presence::unknown);
  CHECK(!measured(*verdict, "server1"));
}

TEST_CASE("one silent server of two is told, and which") {
  FakeResolver resolver;
  resolver.add("192.0.2.53", DnsStatus::no_answer);
  resolver.add("192.0.2.54", DnsStatus::answered);

  const auto verdict = check(resolver);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::failed);
  CHECK(presence(*verdict, "network.dns_no_answer") == Presence::absent);
  CHECK(presence(*verdict, "network.dns_wrong_answer") == Presence::absent);
  const auto& silent = test::finding(*verdict, "network.dns_some_silent");
  CHECK(silent.presence == Presence::present);
  CHECK(silent.evidence == "DNS server 1: no_answer; DNS server 2: answered");
}

TEST_CASE("every answer without an address is a wrong one") {
  const auto status = GENERATE(DnsStatus::no_data, DnsStatus::nx_domain,
                               DnsStatus::server_failure, DnsStatus::malformed);
  FakeResolver resolver;
  resolver.add("192.0.2.53", status);

  const auto verdict = check(resolver);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::failed);
  CHECK(presence(*verdict, "network.dns_wrong_answer") == Presence::present);
  CHECK(presence(*verdict, "network.dns_no_answer") == Presence::absent);
}

TEST_CASE("slow answers fail, by their mean") {
  FakeResolver resolver;
  resolver.add("192.0.2.53", DnsStatus::answered, 900ms);
  resolver.add("192.0.2.54", DnsStatus::answered, 101ms);
  FakeResolver at_limit;
  at_limit.add("192.0.2.53", DnsStatus::answered, 500ms);

  const auto slow = check(resolver);
  const auto good = check(at_limit);

  REQUIRE(slow);
  REQUIRE(good);
  CHECK(slow->outcome == Outcome::failed);
  CHECK(presence(*slow, "network.dns_slow") == Presence::present);
  CHECK(good->outcome == Outcome::passed);
}

TEST_CASE("no more servers are asked than the C library would ask") {
  FakeResolver resolver;
  for (const char* server : {"192.0.2.1", "192.0.2.2", "192.0.2.3"})
    resolver.add(server, DnsStatus::answered);
  resolver.add("192.0.2.4", DnsStatus::no_answer);

  const auto verdict = check(resolver);

  REQUIRE(verdict);
  CHECK(resolver.asked.size() == 3);
  CHECK(verdict->outcome == Outcome::passed);
}

TEST_CASE("an unreadable list of servers is an error") {
  FakeResolver resolver;
  resolver.list = Error(Errc::io, "cannot be read");

  const auto verdict = check(resolver);

  REQUIRE(!verdict);
  CHECK(verdict.error().code == Errc::io);
}

TEST_CASE("what stops the asking is an error that names no server") {
  FakeResolver resolver;
  resolver.list->push_back("192.0.2.53");
  resolver.answers.emplace("192.0.2.53", Error(Errc::io, "no socket"));

  const auto verdict = check(resolver);

  REQUIRE(!verdict);
  CHECK(verdict.error() == Error(Errc::io, "asking DNS server 1: no socket"));
}
