#include "agent/diagnosis/knowledge_wire.hpp"

#include <initializer_list>

#include "agent/wire_reader.hpp"
#include "agent/wire_text.hpp"
#include "soundcheck/v1/knowledge.pb.h"

namespace soundcheck::diagnosis {

namespace {

// Each takes the field at which the reader stands. False at what it cannot be.

bool read(const WireReader& in, std::string& text) {
  text.assign(in.text());
  return is_wire_text(text);
}

template <class Number>
bool read_number(const WireReader& in, Number& number) {
  number = static_cast<Number>(in.number());
  return true;
}

bool read(const WireReader& in, std::uint64_t& number) {
  return read_number(in, number);
}

bool read(const WireReader& in, unsigned& number) {
  return read_number(in, number);
}

bool read(const WireReader& in, int& number) {
  return read_number(in, number);
}

bool read(const WireReader& in, bool& flag) {
  return read_number(in, flag);
}

/// Zero is what proto3 has for a field that is not there: our default stays.
bool read(const WireReader& in, double& number) {
  if (in.real() != 0)
    number = in.real();
  return true;
}

/// A number from a newer publisher is read as the last of our list would be:
/// the layer only sorts texts for people.
bool read(const WireReader& in, Layer& layer) {
  switch (in.number()) {
    case v1::LAYER_WIFI:
      layer = Layer::wifi;
      break;
    case v1::LAYER_NETWORK:
      layer = Layer::network;
      break;
    case v1::LAYER_AUDIO:
      layer = Layer::audio;
      break;
    case v1::LAYER_FIRMWARE:
      layer = Layer::firmware;
      break;
    default:
      layer = Layer::system;
  }
  return true;
}

/// An actor that is not known here is somebody who knows more: support.
bool read(const WireReader& in, Actor& actor) {
  switch (in.number()) {
    case v1::ACTOR_AUTO:
      actor = Actor::automatic;
      break;
    case v1::ACTOR_OWNER:
      actor = Actor::owner;
      break;
    default:
      actor = Actor::support;
  }
  return true;
}

/// Packed together, as proto3 writes numbers, or one of them.
bool read(const WireReader& in, std::vector<unsigned>& numbers) {
  if (in.is_number()) {
    numbers.push_back(static_cast<unsigned>(in.number()));
    return true;
  }
  auto rest = in.text();
  while (!rest.empty()) {
    std::uint64_t number = 0;
    if (!take_varint(rest, number))
      return false;
    numbers.push_back(static_cast<unsigned>(number));
  }
  return in.is_text();
}

bool read(const WireReader& in, Text& text);
bool read(const WireReader& in, Fault& fault);
bool read(const WireReader& in, Symptom& symptom);
bool read(const WireReader& in, Remedy& remedy);
bool read(const WireReader& in, GateRule& rule);
bool read(const WireReader& in, Gate& gate);
bool read(const WireReader& in, Link& link);
bool read(const WireReader& in, Suspicion& suspicion);
bool read(const WireReader& in, CalibrationPoint& point);
bool read(const WireReader& in, Limits& limits);

template <class Item>
bool read(const WireReader& in, std::vector<Item>& list) {
  return in.is_text() && read(in, list.emplace_back());
}

/// Where a field goes.
class Field {
 public:
  /// It is not for us.
  Field() = default;
  template <class Member>
  Field(Member& member)
      : member_(&member), read_([](const WireReader& in, void* to) {
          return read(in, *static_cast<Member*>(to));
        }) {}

  bool take(const WireReader& in) const { return !read_ || read_(in, member_); }

 private:
  void* member_ = nullptr;
  bool (*read_)(const WireReader&, void*) = nullptr;
};

/// The first of `fields` has the number 1, and so on. What comes after them is
/// of a newer publisher and passed over.
bool read_fields(std::string_view message,
                 std::initializer_list<Field> fields) {
  bool sound = true;
  WireReader in(message);
  while (in.next()) {
    if (in.field() <= fields.size())
      sound &= fields.begin()[in.field() - 1].take(in);
  }
  return sound && in.complete();
}

bool read(const WireReader& in, Text& text) {
  return read_fields(in.text(), {text.en, text.zh});
}

bool read(const WireReader& in, Fault& fault) {
  fault.layer = Layer::system;
  fault.prior = 0;
  const bool sound = read_fields(
      in.text(), {fault.id, fault.code, fault.layer, fault.component,
                  fault.severity, fault.title, fault.owner, fault.expert,
                  fault.remedy_ids, fault.blocks, fault.explains, fault.prior});
  if (fault.prior == 0)
    fault.prior = prior_of_severity(fault.severity);
  return sound;
}

bool read(const WireReader& in, Symptom& symptom) {
  return read_fields(in.text(), {symptom.id, symptom.probe_id, symptom.title,
                                 symptom.leak, symptom.ttl_s, symptom.needs});
}

bool read(const WireReader& in, Remedy& remedy) {
  remedy.actor = Actor::support;
  return read_fields(in.text(),
                     {remedy.id, remedy.actor, remedy.title, remedy.owner,
                      remedy.confirming_probe, remedy.consent_class,
                      remedy.reversible, remedy.action});
}

bool read(const WireReader& in, GateRule& rule) {
  return read_fields(in.text(),
                     {rule.finding_id, rule.fault_id, rule.probability});
}

bool read(const WireReader& in, Gate& gate) {
  return read_fields(in.text(),
                     {gate.id, gate.ladder, gate.probe_id, gate.title, gate.why,
                      gate.rules, gate.complaints, gate.spared_by});
}

bool read(const WireReader& in, Link& link) {
  unsigned per_mille = 0;
  const bool sound =
      read_fields(in.text(), {link.fault, link.finding, per_mille});
  link.probability = per_mille / 1000.0;
  return sound;
}

bool read(const WireReader& in, Suspicion& suspicion) {
  return read_fields(in.text(),
                     {suspicion.when, suspicion.factor, suspicion.faults});
}

bool read(const WireReader& in, CalibrationPoint& point) {
  return read_fields(in.text(), {point.computed, point.found});
}

bool read(const WireReader& in, Limits& limits) {
  const Field origin;  // where numbers come from is for people
  return read_fields(in.text(),
                     {limits.surprise, origin, limits.calibration, origin,
                      limits.sure, limits.budget_s, limits.known_by});
}

}  // namespace

bool read_knowledge(std::string_view bytes,
                    unsigned& format,
                    Knowledge& knowledge) {
  return read_fields(
      bytes, {format, knowledge.version, knowledge.faults, knowledge.findings,
              knowledge.remedies, knowledge.gates, knowledge.links,
              knowledge.suspicions, knowledge.limits, knowledge.models});
}

}  // namespace soundcheck::diagnosis
