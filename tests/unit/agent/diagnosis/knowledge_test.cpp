#include "agent/diagnosis/knowledge.hpp"

#include <catch2/catch.hpp>

#include "soundcheck/v1/knowledge.pb.h"
#include "tests/support/result_printer.hpp"

using namespace soundcheck;
using diagnosis::parse_knowledge;

namespace {

/// One fault behind one gate; every id is right.
v1::KnowledgeBase small_base() {
  v1::KnowledgeBase base;
  base.set_format(1);
  base.set_version(7);
  auto* fault = base.add_faults();
  fault->set_id("net.no_route");
  fault->set_code("N17");
  fault->set_severity(v1::SEVERITY_S2);
  fault->set_layer(v1::LAYER_NETWORK);
  fault->mutable_owner()->set_zh("音箱");
  fault->add_remedy_ids("restart_router");
  fault->set_blocks(true);
  auto* finding = base.add_findings();
  finding->set_id("network.no_default_route");
  finding->set_probe_id("network.address");
  auto* remedy = base.add_remedies();
  remedy->set_id("restart_router");
  remedy->set_actor(v1::ACTOR_OWNER);
  auto* gate = base.add_gates();
  gate->set_id("address");
  gate->set_ladder("network");
  gate->set_probe_id("network.address");
  auto* rule = gate->add_rules();
  rule->set_finding_id("network.no_default_route");
  rule->set_fault_id("net.no_route");
  rule->set_probability(0.9);
  return base;
}

std::string problem_of(const v1::KnowledgeBase& base) {
  const auto knowledge = parse_knowledge(base.SerializeAsString());
  return knowledge ? "" : knowledge.error().what;
}

}  // namespace

TEST_CASE("knowledge is read as it was written, with the hash of its bytes") {
  const auto knowledge = parse_knowledge(small_base().SerializeAsString());

  REQUIRE(knowledge);
  CHECK(knowledge->version == 7);
  const auto* fault = knowledge->fault("net.no_route");
  REQUIRE(fault);
  CHECK(fault->code == "N17");
  CHECK(fault->severity == 2);
  CHECK(fault->layer == diagnosis::Layer::network);
  CHECK(fault->owner.zh == "音箱");
  CHECK(fault->blocks);
  CHECK(knowledge->gate("address")->rules.at(0).probability == 0.9);
  CHECK(knowledge->remedy("restart_router")->actor == diagnosis::Actor::owner);
  CHECK(knowledge->finding("nothing") == nullptr);
  CHECK(knowledge->hash.size() == 64);
}

TEST_CASE("the hash is SHA-256 in lower-case hex") {
  // printf '\x08\x01' | sha256sum
  const auto knowledge = parse_knowledge(std::string_view("\x08\x01", 2));

  REQUIRE(knowledge);
  CHECK(knowledge->hash ==
        "fb8da7eb5b1b399e7321179dac9e9f65773d7331e1e30554e3911e4325e1ef19");
}

TEST_CASE("an id that is spoken of but not there is told") {
  auto base = small_base();

  SECTION("of a finding") {
    base.mutable_gates(0)->mutable_rules(0)->set_finding_id("network.gone");
    CHECK(problem_of(base) == "gate \"address\": unknown finding network.gone");
  }
  SECTION("of a fault") {
    base.mutable_gates(0)->mutable_rules(0)->set_fault_id("net.gone");
    CHECK(problem_of(base) == "gate \"address\": unknown fault net.gone");
  }
  SECTION("of a remedy") {
    base.mutable_faults(0)->add_remedy_ids("gone");
    CHECK(problem_of(base) ==
          "fault \"net.no_route\": names the unknown remedy gone");
  }
  SECTION("of an explained finding") {
    base.mutable_faults(0)->add_explains("network.gone");
    CHECK(problem_of(base) ==
          "fault \"net.no_route\": explains the unknown finding network.gone");
  }
  SECTION("of a fault that spares a gate") {
    base.mutable_gates(0)->add_spared_by("net.gone");
    CHECK(problem_of(base) ==
          "gate \"address\": is spared by the unknown fault net.gone");
  }
}

TEST_CASE("an id that is there twice is told") {
  auto base = small_base();
  *base.add_faults() = base.faults(0);

  CHECK(problem_of(base) == "fault \"net.no_route\": is there twice");
}

TEST_CASE("a probability outside 0..1 is told") {
  auto base = small_base();
  const double probability =
      GENERATE(-0.1, 0.0, 1.01, std::numeric_limits<double>::quiet_NaN());

  base.mutable_gates(0)->mutable_rules(0)->set_probability(probability);

  CHECK(problem_of(base) == "gate \"address\": a probability is outside 0..1");
}

TEST_CASE("a rule may only read findings of its own gate's probe") {
  auto base = small_base();
  base.mutable_findings(0)->set_probe_id("network.dns");

  CHECK(problem_of(base) ==
        "gate \"address\": network.no_default_route is answered by another "
        "probe");
}

TEST_CASE("faults that explain each other in a circle are told") {
  auto base = small_base();
  base.mutable_faults(0)->add_explains("network.no_default_route");

  CHECK(problem_of(base) ==
        "fault \"net.no_route\": explains itself in a circle");
}

TEST_CASE("a format of the future is unsupported, not misread") {
  auto base = small_base();
  base.set_format(2);

  const auto knowledge = parse_knowledge(base.SerializeAsString());

  REQUIRE(!knowledge);
  CHECK(knowledge.error().code == Errc::unsupported);
}

TEST_CASE(
    "garbage and every truncation end in an error or in sound knowledge") {
  const auto whole = small_base().SerializeAsString();

  CHECK(!parse_knowledge("\xff\xff\xff not protobuf"));
  CHECK(!parse_knowledge(""));
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const auto cut = parse_knowledge(std::string_view(whole).substr(0, size));
    if (cut)
      CHECK(diagnosis::check(*cut));
  }
}
