#include "agent/assist/policy.hpp"

#include <catch2/catch.hpp>

#include "tests/support/result_printer.hpp"

using namespace soundcheck;
using namespace soundcheck::assist;
using namespace std::chrono_literals;

namespace {

std::string problem(std::string_view text) {
  const auto policy = parse_policy(text, "policy.toml");
  REQUIRE(!policy);
  CHECK(policy.error().code == Errc::parse);
  return policy.error().what;
}

}  // namespace

TEST_CASE("R01: without a word of the owner nobody may even look") {
  const Policy policy;

  CHECK(policy.rule(ConsentClass::session) == Rule::ask);
  CHECK(policy.rule(ConsentClass::read) == Rule::allow);
  CHECK(policy.rule(ConsentClass::test) == Rule::ask);
  CHECK(policy.rule(ConsentClass::repair) == Rule::ask);
  CHECK(policy.rule(ConsentClass::disruptive) == Rule::ask);
  CHECK(policy.rule(ConsentClass::logs) == Rule::never);
  CHECK(policy.default_session == 900s);
  CHECK(policy.max_session == 1800s);
  CHECK(policy.idle_session == 300s);
}

TEST_CASE("the example file says what the defaults are") {
  const auto policy = load_policy(SOUNDCHECK_POLICY_EXAMPLE);

  REQUIRE(policy);
  CHECK(*policy == Policy());
  CHECK(parse_policy("", "empty").value() == Policy());
}

TEST_CASE("each key of the policy replaces one default") {
  const auto policy = parse_policy(
      "consent_timeout_s = 20\n"
      "[consent]\nsession = 'allow'\nread = 'ask'\ntest = 'never'\nrepair = "
      "'allow'\n"
      "disruptive = 'never'\nlogs = 'ask'\n"
      "[session]\ndefault_seconds = 60\nmax_seconds = 120\n"
      "idle_seconds = 5\n"
      "[limits]\ncommands_per_minute = 1\ncommands = 2\nsound_seconds = 3\n"
      "airtime_seconds = 4\n",
      "p");

  REQUIRE(policy);
  CHECK(policy->idle_session == 5s);
  CHECK(policy->rule(ConsentClass::session) == Rule::allow);
  CHECK(policy->rule(ConsentClass::read) == Rule::ask);
  CHECK(policy->rule(ConsentClass::test) == Rule::never);
  CHECK(policy->rule(ConsentClass::repair) == Rule::allow);
  CHECK(policy->rule(ConsentClass::disruptive) == Rule::never);
  CHECK(policy->rule(ConsentClass::logs) == Rule::ask);
  CHECK(policy->default_session == 60s);
  CHECK(policy->max_session == 120s);
  CHECK(policy->consent_timeout == 20s);
  CHECK(policy->limits == Limits{1, 2, 3, 4});
}

TEST_CASE("a wrong policy is refused with file, line and what is allowed") {
  CHECK(problem("[consent]\ntest = 'yes'") ==
        "policy.toml:2: consent.test: must be one of \"allow\", \"ask\", "
        "\"never\"");
  CHECK(problem("[consent]\nroot = 'allow'").find("unknown key") !=
        std::string::npos);
  CHECK(problem("[session]\nmax_seconds = 86400").find("1800") !=
        std::string::npos);
  CHECK(problem("[session]\nmax_seconds = 60")
            .find("default_seconds: must not be above") != std::string::npos);
  CHECK(problem("consent_timeout_s = 0").find("5 to 600") != std::string::npos);
  CHECK(problem("[consent").find("policy.toml:1") == 0);
}

TEST_CASE("quiet hours may pass midnight") {
  const auto night = QuietHours::between("22:00", "07:00").value();
  const auto noon = QuietHours::between("12:00", "13:30").value();

  CHECK(night.holds(22h));
  CHECK(night.holds(0h));
  CHECK(night.holds(6h + 59min));
  CHECK_FALSE(night.holds(7h));
  CHECK_FALSE(night.holds(21h + 59min));
  CHECK(noon.holds(13h + 29min));
  CHECK_FALSE(noon.holds(13h + 30min));
  CHECK_FALSE(QuietHours().holds(0h));
}

TEST_CASE("a time of day that is none is refused") {
  for (const auto* time :
       {"24:00", "7:00", "22:60", "22", "ab:cd", "", "-1:00"}) {
    INFO(time);
    CHECK_FALSE(QuietHours::between(time, "07:00"));
  }
  CHECK(problem("[quiet_hours]\nfrom = '22:00'")
            .find("quiet_hours.from: from and to") != std::string::npos);
}
