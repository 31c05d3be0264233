#include <catch2/catch.hpp>

#include "cloud-sim/knowledge/counts.hpp"

using namespace soundcheck::cloud;
namespace v1 = soundcheck::v1;

namespace {

/// Faults "dns" (prior .03) and "mic" (by severity), findings "silent" and
/// "slow"; "dns" shows "silent" at 850 per mille and "slow" at 300.
v1::KnowledgeBase some_base() {
  v1::KnowledgeBase base;
  base.set_format(1);
  base.set_version(7);
  base.add_faults()->set_id("dns");
  base.mutable_faults(0)->set_prior(0.03);
  base.mutable_faults(0)->mutable_title()->set_zh("域名解析失败");
  base.add_faults()->set_id("mic");
  base.mutable_faults(1)->set_severity(v1::SEVERITY_S3);
  base.add_findings()->set_id("silent");
  base.add_findings()->set_id("slow");
  base.add_links()->set_per_mille(850);
  auto& slow = *base.add_links();
  slow.set_finding(1);
  slow.set_per_mille(300);
  return base;
}

Lesson lesson(const std::string& source,
              std::vector<std::string> present,
              std::vector<std::string> absent = {},
              const std::string& device = "kitchen") {
  Lesson one;
  one.device = device;
  one.fault_id = "dns";
  one.source = source;
  one.present = std::move(present);
  one.absent = std::move(absent);
  return one;
}

std::vector<Lesson> cases(int count, const std::vector<std::string>& present) {
  std::vector<Lesson> all;
  for (int i = 0; i < count; ++i)
    all.push_back(lesson("report:" + std::to_string(i), present));
  return all;
}

}  // namespace

TEST_CASE("a chance weighs as much as twenty cases") {
  CHECK(pseudo_cases == 20);
  // (20 * .5 + 20) / 40 and (20 * .5 + 0) / 40.
  CHECK(updated_per_mille(500, 20, 0) == 750);
  CHECK(updated_per_mille(500, 0, 20) == 250);
  // (20 * .85 + 1) / 21 and (20 * .85 + 3) / 26.
  CHECK(updated_per_mille(850, 1, 0) == 857);
  CHECK(updated_per_mille(850, 3, 3) == 769);
}

TEST_CASE("without a case a chance stays as it is") {
  for (const std::uint32_t chance : {1u, 30u, 500u, 999u})
    CHECK(updated_per_mille(chance, 0, 0) == chance);
}

TEST_CASE("no number of cases makes a chance certain") {
  CHECK(updated_per_mille(999, 1'000'000, 0) == 999);
  CHECK(updated_per_mille(1, 0, 1'000'000) == 1);
  CHECK(updated_per_mille(0, 0, 0) == 1);
  CHECK(updated_per_mille(1000, 0, 0) == 999);
}

TEST_CASE("confirmed cases move links and priors of the next version") {
  const auto proposal =
      propose(some_base(), {lesson("report:1", {"silent"}, {"slow"}),
                            lesson("report:2", {"silent"}, {"slow"}),
                            lesson("report:3", {"silent"}, {}, "bath")});

  CHECK(proposal.cases == 3);
  CHECK(proposal.ignored == 0);
  const auto& base = proposal.base;
  CHECK(base.version() == 8);
  // (20 * .85 + 3) / 23, and (20 * .3 + 0) / 22.
  CHECK(base.links(0).per_mille() == 870);
  CHECK(base.links(1).per_mille() == 273);
  REQUIRE(proposal.links.size() == 2);
  CHECK(proposal.links[0].fault_id == "dns");
  CHECK(proposal.links[0].finding_id == "silent");
  CHECK(proposal.links[0].before == 850);
  CHECK(proposal.links[0].after == 870);
  CHECK(proposal.links[0].present == 3);
  CHECK(proposal.links[0].absent == 0);
  CHECK(proposal.links[1].absent == 2);
}

TEST_CASE("priors keep their sum, and who has cases gets more of it") {
  // Of the sum .04 "dns" had three quarters: (20 * .75 + 5) / 25 are .8.
  const auto proposal = propose(some_base(), cases(5, {}));

  REQUIRE(proposal.priors.size() == 2);
  CHECK(proposal.priors[0].fault_id == "dns");
  CHECK(proposal.priors[0].before == Approx(0.03));
  CHECK(proposal.priors[0].after == Approx(0.032));
  CHECK(proposal.priors[0].cases == 5);
  CHECK(proposal.priors[0].speakers == 1);
  CHECK(proposal.priors[1].fault_id == "mic");
  CHECK(proposal.priors[1].before == Approx(0.01));
  CHECK(proposal.priors[1].after == Approx(0.008));
  CHECK(proposal.priors[1].cases == 0);
  CHECK(proposal.base.faults(0).prior() == Approx(0.032));
  CHECK(proposal.base.faults(1).prior() == Approx(0.008));
}

TEST_CASE("no prior becomes nothing") {
  const auto proposal = propose(some_base(), cases(100'000, {}));

  CHECK(proposal.base.faults(1).prior() == Approx(0.001));
  CHECK(proposal.base.faults(0).prior() == Approx(0.04));
}

TEST_CASE("a case counts once, however often it is reported") {
  const auto once = propose(some_base(), {lesson("report:1", {"silent"})});
  const auto twice = propose(some_base(), {lesson("report:1", {"silent"}),
                                           lesson("report:1", {"silent"})});
  const auto other =
      propose(some_base(), {lesson("report:1", {"silent"}),
                            lesson("report:1", {"silent"}, {}, "bath")});

  CHECK(twice.cases == 1);
  CHECK(twice.base.SerializeAsString() == once.base.SerializeAsString());
  CHECK(other.cases == 2);
}

TEST_CASE("cases of faults that the knowledge does not have are ignored") {
  auto unknown = lesson("report:1", {"silent"});
  unknown.fault_id = "of.a.newer.base";

  const auto proposal = propose(some_base(), {unknown});

  CHECK(proposal.cases == 0);
  CHECK(proposal.ignored == 1);
  CHECK(proposal.links.empty());
  CHECK(proposal.priors.empty());
}

TEST_CASE("findings without a link are ignored, and make none") {
  const auto proposal =
      propose(some_base(), {lesson("report:1", {"no.such", "slow"})});

  CHECK(proposal.base.links_size() == 2);
  REQUIRE(proposal.links.size() == 1);
  CHECK(proposal.links[0].finding_id == "slow");
}

TEST_CASE("links of a damaged base are left alone") {
  auto base = some_base();
  base.mutable_links(0)->set_fault(99);
  base.mutable_links(1)->set_finding(4'000'000'000);

  const auto proposal = propose(base, {lesson("report:1", {"silent"})});

  CHECK(proposal.links.empty());
  CHECK(proposal.base.links(0).per_mille() == 850);
}

TEST_CASE("everything but version, links and priors stays as it was") {
  auto proposal = propose(some_base(), cases(9, {"silent"}));
  auto& base = proposal.base;
  CHECK(base.SerializeAsString() != some_base().SerializeAsString());

  base.set_version(7);
  base.mutable_links(0)->set_per_mille(850);
  base.mutable_faults(0)->set_prior(0.03);
  base.mutable_faults(1)->clear_prior();

  CHECK(base.SerializeAsString() == some_base().SerializeAsString());
}
