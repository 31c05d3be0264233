#pragma once

#include <fstream>
#include <sstream>

#include "agent/knowledge/updates.hpp"
#include "soundcheck/v1/knowledge.pb.h"
#include "tests/support/manual_clock.hpp"
#include "tests/unit/agent/assist/root.hpp"

namespace soundcheck::test {

/// One fault behind one gate, and the weight of its finding.
inline v1::KnowledgeBase base_of(std::uint64_t version) {
  v1::KnowledgeBase base;
  base.set_format(1);
  base.set_version(version);
  auto& fault = *base.add_faults();
  fault.set_id("net.no_route");
  fault.set_severity(v1::SEVERITY_S2);
  fault.mutable_title()->set_en("version " + std::to_string(version));
  auto& finding = *base.add_findings();
  finding.set_id("network.no_default_route");
  finding.set_probe_id("network.address");
  auto& gate = *base.add_gates();
  gate.set_id("address");
  gate.set_ladder("network");
  gate.set_probe_id("network.address");
  auto& rule = *gate.add_rules();
  rule.set_finding_id(finding.id());
  rule.set_fault_id(fault.id());
  rule.set_probability(0.9);
  base.add_links()->set_per_mille(850);
  return base;
}

/// "bad_signature" of "bad_signature: it was altered, ..."
inline std::string word_of(const std::string& why) {
  return why.substr(0, why.find(':'));
}

inline std::string content_of(const std::filesystem::path& file) {
  std::ostringstream content;
  content << std::ifstream(file, std::ios::binary).rdbuf();
  return std::move(content).str();
}

/// What a cloud may publish.
struct Release {
  explicit Release(std::uint64_t version) : base(base_of(version)) {}

  v1::KnowledgeBase base;
  std::string tenant = "acme";
  std::uint32_t cohort_percent = 100;
  std::string key_id = "service";
  assist::Domain domain = assist::Domain::knowledge;

  std::string bytes() const {
    v1::KnowledgeRelease release;
    release.set_tenant(tenant);
    release.set_knowledge(base.SerializeAsString());
    release.set_cohort_percent(cohort_percent);
    return release.SerializeAsString();
  }
  std::string signed_by(const SigningKey& key) const {
    return sealed(bytes(), key.sign(domain, bytes()));
  }
  std::string sealed(const std::string& release,
                     const std::string& signature) const {
    v1::SignedKnowledge envelope;
    envelope.set_release(release);
    envelope.set_key_id(key_id);
    envelope.set_signature(signature);
    return envelope.SerializeAsString();
  }
};

/// A speaker "kitchen" of the model "Boom 3", with version 5 installed.
struct UpdatedSpeaker {
  UpdatedSpeaker() {
    root.add("service", service, v1::KEY_ROLE_SERVICE, "cloud");
    root.add("operator", operators, v1::KEY_ROLE_ADMIN, "ann");
    root.install(folder);
    obey();
    reboot();
  }

  /// Takes the manifest as it stands.
  void obey() {
    keys = assist::KeyRing(
        assist::TrustedKeys::load(folder.path() / "roots").value(), "acme",
        folder.path() / "keys.manifest");
    keys.take(root.seal());
  }
  void reboot() {
    updates.reset();
    in_use.emplace(
        diagnosis::parse_knowledge(base_of(installed).SerializeAsString())
            .value(),
        std::vector<diagnosis::TestCost>());
    Identity identity;
    identity.device = "kitchen";
    identity.tenant = "acme";
    identity.model = "Boom 3";
    updates.emplace(
        identity, folder.path().string(),
        KnowledgeUpdates::Ports{keys, clock, *in_use, [this] { ++changes; }});
    updates->load();
  }
  /// Why it was not used, as the next report tells it.
  std::string take(const std::string& payload) {
    updates->take(payload);
    return refused();
  }
  std::string take(const Release& release) {
    return take(release.signed_by(service));
  }
  std::string refused() const { return in_use->mark().refused; }
  std::uint64_t version() const { return in_use->mark().version; }
  std::filesystem::path file(const char* name) const {
    return folder.path() / name;
  }

  TemporaryFolder folder;
  Root root;
  SigningKey service, operators;
  ManualClock clock;
  assist::KeyRing keys;
  std::uint64_t installed = 5;
  int changes = 0;
  std::optional<KnowledgeInUse> in_use;
  std::optional<KnowledgeUpdates> updates;
};

}  // namespace soundcheck::test
