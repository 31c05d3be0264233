#include "agent/bundle/bundle_policy.hpp"

#include <catch2/catch.hpp>

#include "agent/assist/policy.hpp"
#include "tests/support/result_printer.hpp"

using namespace soundcheck;
using namespace soundcheck::bundle;

namespace {

std::string complaint(std::string_view text) {
  const auto policy = parse_bundle_policy(text, "p.toml");
  return policy ? std::string() : policy.error().what;
}

}  // namespace

TEST_CASE("the example says what holds without a policy") {
  const auto policy = load_bundle_policy(SOUNDCHECK_POLICY_EXAMPLE);
  const BundlePolicy defaults;

  REQUIRE(policy);
  CHECK(policy->logs == defaults.logs);
  CHECK(policy->units == defaults.units);
  CHECK(policy->item_bytes == defaults.item_bytes);
  CHECK(policy->total_bytes == defaults.total_bytes);
  CHECK(policy->item_deadline == defaults.item_deadline);
  CHECK(policy->deadline == defaults.deadline);
  CHECK(policy->upload_kib_per_s == defaults.upload_kib_per_s);
  CHECK(policy->upload_deadline == defaults.upload_deadline);
  CHECK(policy->destinations.empty());
}

TEST_CASE("destinations have names, addresses and who may answer there") {
  const auto policy = parse_bundle_policy(
      "[bundle.destinations.support]\n"
      "url = \"https://support.example.com/api/v1/uploads\"\n"
      "ca_file = \"/etc/soundcheck/ca.pem\"\n"
      "[bundle.destinations.bench]\nurl = \"http://[::1]:8080/u\"\n",
      "p.toml");

  REQUIRE(policy);
  REQUIRE(policy->destinations.size() == 2);
  const auto& support = policy->destinations.at("support");
  CHECK(support.url == "https://support.example.com/api/v1/uploads");
  CHECK(support.ca_file == "/etc/soundcheck/ca.pem");
}

TEST_CASE("an address that is not safe is told with its line") {
  for (const auto* url :
       {"", "ftp://example.com/", "http://example.com/", "https://",
        "https://bob@example.com/", "https://example.com/?a=b",
        "http://127.0.0.1.example.com/", "https://example.com/a b"}) {
    const auto told = complaint("[bundle.destinations.x]\nurl = \"" +
                                std::string(url) + "\"\n");
    INFO(url);
    CHECK(told.starts_with("p.toml:2: bundle.destinations.x.url: "));
  }
  CHECK(complaint("[bundle.destinations.\"a b\"]\nurl = \"https://a/\"\n")
            .find("its name must be") != std::string::npos);
}

TEST_CASE("logs stay below their folder") {
  for (const auto* name : {"/etc/shadow", "../x", "a/../../x", ""}) {
    INFO(name);
    CHECK(complaint("[bundle]\nlogs = [\"" + std::string(name) + "\"]\n")
              .starts_with("p.toml:2: bundle.logs: "));
  }
}

TEST_CASE("one file serves both who assists and who makes bundles") {
  constexpr auto text =
      "[consent]\nlogs = \"ask\"\n"
      "[bundle]\ndeadline_s = 30\n"
      "[bundle.destinations.x]\nurl = \"https://example.com/u\"\n";

  const auto assist = assist::parse_policy(text, "p.toml");
  const auto bundle = parse_bundle_policy(text, "p.toml");

  REQUIRE(assist);
  CHECK(assist->rule(assist::ConsentClass::logs) == assist::Rule::ask);
  REQUIRE(bundle);
  CHECK(bundle->deadline == std::chrono::seconds(30));
}
