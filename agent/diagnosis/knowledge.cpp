#include "agent/diagnosis/knowledge.hpp"

#include <openssl/sha.h>

#include "soundcheck/v1/knowledge.pb.h"

namespace soundcheck::diagnosis {

namespace {

std::string hex_of_sha256(std::string_view bytes) {
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
         digest);
  static constexpr char digits[] = "0123456789abcdef";
  std::string hex;
  for (const auto byte : digest) {
    hex += digits[byte >> 4];
    hex += digits[byte & 15];
  }
  return hex;
}

Text from_wire(const v1::Text& text) {
  return {text.en(), text.zh()};
}

/// A number from a newer publisher is read as the last of our list would be:
/// the layer only sorts texts for people.
Layer from_wire(v1::Layer layer) {
  switch (layer) {
    case v1::LAYER_WIFI:
      return Layer::wifi;
    case v1::LAYER_NETWORK:
      return Layer::network;
    case v1::LAYER_AUDIO:
      return Layer::audio;
    case v1::LAYER_FIRMWARE:
      return Layer::firmware;
    default:
      return Layer::system;
  }
}

/// An actor that is not known here is somebody who knows more: support.
Actor from_wire(v1::Actor actor) {
  switch (actor) {
    case v1::ACTOR_AUTO:
      return Actor::automatic;
    case v1::ACTOR_OWNER:
      return Actor::owner;
    default:
      return Actor::support;
  }
}

Fault from_wire(const v1::FaultText& fault) {
  return {fault.id(),
          fault.code(),
          from_wire(fault.layer()),
          fault.component(),
          static_cast<int>(fault.severity()),
          from_wire(fault.title()),
          from_wire(fault.owner()),
          from_wire(fault.expert()),
          {fault.remedy_ids().begin(), fault.remedy_ids().end()},
          fault.blocks(),
          {fault.explains().begin(), fault.explains().end()},
          fault.prior() == 0
              ? prior_of_severity(static_cast<int>(fault.severity()))
              : fault.prior()};
}

Symptom from_wire(const v1::FindingText& finding) {
  Symptom symptom{finding.id(), finding.probe_id(), from_wire(finding.title())};
  if (finding.leak() != 0)
    symptom.leak = finding.leak();
  symptom.ttl_s = finding.ttl_s();
  symptom.needs = {finding.needs().begin(), finding.needs().end()};
  return symptom;
}

Link from_wire(const v1::Link& link) {
  return {link.fault(), link.finding(), link.per_mille() / 1000.0};
}

Suspicion from_wire(const v1::Suspicion& suspicion) {
  return {suspicion.when(),
          suspicion.factor(),
          {suspicion.faults().begin(), suspicion.faults().end()}};
}

CalibrationPoint from_wire(const v1::CalibrationPoint& point) {
  return {point.computed(), point.found()};
}

Remedy from_wire(const v1::Remedy& remedy) {
  return {remedy.id(),
          from_wire(remedy.actor()),
          from_wire(remedy.title()),
          from_wire(remedy.owner()),
          remedy.confirming_probe(),
          remedy.consent_class(),
          remedy.reversible(),
          remedy.action()};
}

GateRule from_wire(const v1::GateRule& rule) {
  return {rule.finding_id(), rule.fault_id(), rule.probability()};
}

Gate from_wire(const v1::Gate& gate);

template <class To, class From>
void take(std::vector<To>& to, const From& from) {
  to.reserve(static_cast<std::size_t>(from.size()));
  for (const auto& item : from)
    to.push_back(from_wire(item));
}

Gate from_wire(const v1::Gate& gate) {
  Gate result{gate.id(),
              gate.ladder(),
              gate.probe_id(),
              from_wire(gate.title()),
              from_wire(gate.why()),
              {},
              {gate.complaints().begin(), gate.complaints().end()},
              {gate.spared_by().begin(), gate.spared_by().end()}};
  take(result.rules, gate.rules());
  return result;
}

Limits from_wire(const v1::Limits& limits) {
  Limits result;
  if (limits.surprise() != 0)
    result.surprise = limits.surprise();
  if (limits.sure() != 0)
    result.sure = limits.sure();
  result.budget_s = limits.budget_s();
  take(result.calibration, limits.calibration());
  return result;
}

template <class Item>
const Item* find(const std::vector<Item>& items, std::string_view id) {
  for (const auto& item : items) {
    if (item.id == id)
      return &item;
  }
  return nullptr;
}

}  // namespace

const Fault* Knowledge::fault(std::string_view id) const {
  return find(faults, id);
}

const Symptom* Knowledge::finding(std::string_view id) const {
  return find(findings, id);
}

const Remedy* Knowledge::remedy(std::string_view id) const {
  return find(remedies, id);
}

const Gate* Knowledge::gate(std::string_view id) const {
  return find(gates, id);
}

std::vector<std::string_view> circumstance_words() {
  return {"just_updated", "just_moved", "first_set_up", "bluetooth"};
}

std::string unhelped(std::string_view remedy_id) {
  return std::string("unhelped:").append(remedy_id);
}

double prior_of_severity(int severity) {
  return severity <= 1 ? 0.004 : severity == 2 ? 0.006 : 0.01;
}

Result<Knowledge> parse_knowledge(std::string_view bytes) {
  v1::KnowledgeBase base;
  if (!base.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())))
    return Error(Errc::parse, "not a knowledge base");
  if (base.format() != 1) {
    return Error(Errc::unsupported, "knowledge of format " +
                                        std::to_string(base.format()) +
                                        ", this version reads format 1");
  }
  Knowledge knowledge;
  knowledge.version = base.version();
  knowledge.hash = hex_of_sha256(bytes);
  take(knowledge.faults, base.faults());
  take(knowledge.findings, base.findings());
  take(knowledge.remedies, base.remedies());
  take(knowledge.gates, base.gates());
  take(knowledge.links, base.links());
  take(knowledge.suspicions, base.suspicions());
  knowledge.limits = from_wire(base.limits());
  if (const auto sound = check(knowledge); !sound)
    return sound.error();
  return knowledge;
}

}  // namespace soundcheck::diagnosis
