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

TEST_CASE("every field of knowledge is read") {
  auto base = small_base();
  auto* fault = base.mutable_faults(0);
  fault->set_component("router");
  fault->mutable_title()->set_en("No route");
  fault->mutable_expert()->set_en("no default route");
  fault->set_prior(0.25);
  auto* finding = base.mutable_findings(0);
  finding->mutable_title()->set_zh("没有路由");
  finding->set_leak(0.125);
  finding->set_ttl_s(300);
  auto* remedy = base.mutable_remedies(0);
  remedy->mutable_title()->set_en("Restart");
  remedy->mutable_owner()->set_en("Restart the router");
  remedy->set_confirming_probe("network.address");
  remedy->set_consent_class("repair");
  remedy->set_reversible(true);
  remedy->set_action("renew_lease");
  auto* gate = base.mutable_gates(0);
  gate->mutable_title()->set_en("Address");
  gate->mutable_why()->set_en("all else needs one");
  gate->add_complaints("");
  gate->add_complaints("cannot_connect");
  auto* link = base.add_links();
  link->set_fault(0);
  link->set_finding(0);
  link->set_per_mille(250);
  auto* suspicion = base.add_suspicions();
  suspicion->set_when("just_moved");
  suspicion->set_factor(3);
  suspicion->add_faults(0);
  auto* limits = base.mutable_limits();
  limits->set_surprise(5);
  limits->set_surprise_origin("a guess");
  limits->set_known_by(0.625);
  limits->set_sure(0.875);
  limits->set_budget_s(30);
  auto* point = limits->add_calibration();
  point->set_computed(0.5);
  point->set_found(0.75);
  base.add_models("kitchen-1");
  base.add_models("kitchen-2");

  const auto read = parse_knowledge(base.SerializeAsString());

  REQUIRE(read);
  const auto& first = read->faults.at(0);
  CHECK(first.component == "router");
  CHECK(first.title.en == "No route");
  CHECK(first.expert.en == "no default route");
  CHECK(first.remedy_ids == std::vector<std::string>{"restart_router"});
  CHECK(first.prior == 0.25);
  const auto& symptom = read->findings.at(0);
  CHECK(symptom.probe_id == "network.address");
  CHECK(symptom.title.zh == "没有路由");
  CHECK(symptom.leak == 0.125);
  CHECK(symptom.ttl_s == 300);
  const auto& cure = read->remedies.at(0);
  CHECK(cure.title.en == "Restart");
  CHECK(cure.owner.en == "Restart the router");
  CHECK(cure.confirming_probe == "network.address");
  CHECK(cure.consent_class == "repair");
  CHECK(cure.reversible);
  CHECK(cure.action == "renew_lease");
  const auto& asked = read->gates.at(0);
  CHECK(asked.ladder == "network");
  CHECK(asked.title.en == "Address");
  CHECK(asked.why.en == "all else needs one");
  CHECK(asked.complaints == std::vector<std::string>{"", "cannot_connect"});
  CHECK(read->links.at(0).probability == 0.25);
  CHECK(read->suspicions.at(0).when == "just_moved");
  CHECK(read->suspicions.at(0).factor == 3);
  CHECK(read->suspicions.at(0).faults == std::vector<unsigned>{0});
  CHECK(read->limits.surprise == 5);
  CHECK(read->limits.known_by == 0.625);
  CHECK(read->limits.sure == 0.875);
  CHECK(read->limits.budget_s == 30);
  CHECK(read->limits.calibration.at(0).computed == 0.5);
  CHECK(read->limits.calibration.at(0).found == 0.75);
  CHECK(read->models == std::vector<std::string>{"kitchen-1", "kitchen-2"});
}

TEST_CASE("what knowledge leaves out has our defaults") {
  auto base = small_base();
  base.mutable_faults(0)->clear_layer();
  base.mutable_remedies(0)->clear_actor();
  base.mutable_limits()->set_surprise_origin("of no number");

  const auto read = parse_knowledge(base.SerializeAsString());

  REQUIRE(read);
  CHECK(read->faults.at(0).layer == diagnosis::Layer::system);
  CHECK(read->faults.at(0).prior == diagnosis::prior_of_severity(2));
  CHECK(read->findings.at(0).leak == diagnosis::Symptom().leak);
  CHECK(read->remedies.at(0).actor == diagnosis::Actor::support);
  CHECK(!read->remedies.at(0).reversible);
  CHECK(read->limits.surprise == diagnosis::Limits().surprise);
  CHECK(read->limits.known_by == diagnosis::Limits().known_by);
  CHECK(read->limits.sure == diagnosis::Limits().sure);
  CHECK(read->models.empty());
}

TEST_CASE("what a newer publisher adds to knowledge is passed over") {
  auto bytes = small_base().SerializeAsString();
  // Field 100 of each way of writing there is: 800 is its key, and 1..5 added.
  bytes += std::string("\xa0\x06\x07", 3);
  bytes += std::string("\xa1\x06\1\2\3\4\5\6\7\10", 10);
  bytes += std::string("\xa2\x06\x02hi", 5);
  bytes += std::string("\xa5\x06\1\2\3\4", 6);

  CHECK(parse_knowledge(bytes));
}

TEST_CASE("places in knowledge may be packed together or stand alone") {
  // Suspicion: when "x", factor 2, faults.
  const std::string begun("\x0a\x01x\x11\0\0\0\0\0\0\0\x40", 12);
  const auto [faults, right] = GENERATE(table<std::string, bool>({
      {std::string("\x1a\x02\0\0", 4), true},
      {std::string("\x18\0\x18\0", 4), true},
      {std::string("\x1a\x02\0\x80", 4), false},  // cut off
      {std::string("\x1d\0\0\0\0", 5), false},    // of another type
  }));
  const auto suspicion = begun + faults;
  auto bytes = small_base().SerializeAsString();
  bytes += '\x42';
  bytes += static_cast<char>(suspicion.size());
  bytes += suspicion;

  const auto read = parse_knowledge(bytes);

  REQUIRE(read.has_value() == right);
  if (right)
    CHECK(read->suspicions.at(0).faults == std::vector<unsigned>{0, 0});
}

TEST_CASE("a text in knowledge that is no UTF-8 is none") {
  auto bytes = small_base().SerializeAsString();
  const auto place = bytes.find("address");
  REQUIRE(place != std::string::npos);
  bytes[place] = '\xff';

  const auto read = parse_knowledge(bytes);

  REQUIRE(!read);
  CHECK(read.error().code == Errc::parse);
  CHECK(read.error().what == "not a knowledge base");
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
