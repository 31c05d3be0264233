#include "agent/knowledge/compile/reader.hpp"

#include <algorithm>
#include <set>

#include "agent/diagnosis/gates.hpp"
#include "probes/board/repairs.hpp"

namespace soundcheck::knowledge {

std::string item(const std::string& list, std::size_t index) {
  return list + '[' + std::to_string(index) + ']';
}

namespace {

bool has_chinese(std::string_view text) {
  // CJK Unified Ideographs, U+4E00..U+9FFF, begin with these bytes in UTF-8.
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0xe4 && byte <= 0xe9;
  });
}

v1::Layer layer_of(std::string_view word) {
  if (word == "wifi")
    return v1::LAYER_WIFI;
  if (word == "network")
    return v1::LAYER_NETWORK;
  if (word == "audio")
    return v1::LAYER_AUDIO;
  if (word == "firmware")
    return v1::LAYER_FIRMWARE;
  return v1::LAYER_SYSTEM;
}

v1::Actor actor_of(std::string_view word) {
  if (word == "auto")
    return v1::ACTOR_AUTO;
  if (word == "owner")
    return v1::ACTOR_OWNER;
  return v1::ACTOR_SUPPORT;
}

}  // namespace

void Reader::read(Settings settings) {
  files_.push_back(std::move(settings));
  std::int64_t version = 0;
  now().read("version", version, 1, 1'000'000'000);
  if (version > 0)
    base.set_version(static_cast<std::uint64_t>(version));
  read_faults();
  read_findings();
  read_remedies();
  read_gates();
  read_weights();
  read_suspicions();
  read_limits();
}

void Reader::read_faults() {
  for (std::size_t i = 0; i < now().count("fault"); ++i) {
    const auto key = item("fault", i);
    auto& fault = *base.add_faults();
    fault.set_id(defined(Kind::fault, key + ".id"));
    fault.set_code(word(key + ".code"));
    fault.set_layer(layer_of(word(
        key + ".layer", {"wifi", "network", "audio", "firmware", "system"})));
    fault.set_component(word(key + ".component"));
    std::int64_t severity = 0;
    now().read(key + ".severity", severity, 1, 4);
    if (severity == 0)
      now().complain(key + ".severity", "is missing");
    fault.set_severity(static_cast<v1::Severity>(severity));
    fault.set_blocks(flag(key + ".blocks"));
    for (auto& id : all_named(Kind::finding, key + ".explains"))
      fault.add_explains(std::move(id));
    for (auto& id : all_named(Kind::remedy, key + ".remedies"))
      fault.add_remedy_ids(std::move(id));
    fault.set_prior(prior(key + ".prior"));
    read_links_of(fault.id(), key);
    if (fault.remedy_ids().empty())
      now().complain(key + ".remedies", "names no remedy");
    text(key + ".title", *fault.mutable_title());
    text(key + ".owner", *fault.mutable_owner());
    text(key + ".expert", *fault.mutable_expert());
  }
}

void Reader::read_findings() {
  for (std::size_t i = 0; i < now().count("finding"); ++i) {
    const auto key = item("finding", i);
    auto& finding = *base.add_findings();
    finding.set_id(defined(Kind::finding, key + ".id"));
    finding.set_probe_id(named(Kind::probe, key + ".probe"));
    finding.set_leak(chance(key + ".leak"));
    std::int64_t ttl_s = 0;
    now().read(key + ".ttl_s", ttl_s, 1, 86'400);
    finding.set_ttl_s(static_cast<std::uint32_t>(ttl_s));
    for (auto& id : all_named(Kind::probe_or_finding, key + ".needs"))
      finding.add_needs(std::move(id));
    text(key + ".title", *finding.mutable_title());
  }
}

void Reader::read_remedies() {
  for (std::size_t i = 0; i < now().count("remedy"); ++i) {
    const auto key = item("remedy", i);
    auto& remedy = *base.add_remedies();
    remedy.set_id(defined(Kind::remedy, key + ".id"));
    remedy.set_actor(
        actor_of(word(key + ".actor", {"auto", "owner", "support"})));
    remedy.set_confirming_probe(named(Kind::probe, key + ".confirm"));
    remedy.set_consent_class(word(
        key + ".consent", {"read", "test", "repair", "disruptive", "logs"}));
    remedy.set_reversible(flag(key + ".reversible"));
    if (remedy.actor() == v1::ACTOR_AUTO) {
      remedy.set_action(action(key + ".action"));
      fixes_.push_back({remedy.id(), strength(key + ".fixes")});
    }
    text(key + ".title", *remedy.mutable_title());
    text(key + ".owner", *remedy.mutable_owner());
  }
}

void Reader::read_gates() {
  for (std::size_t i = 0; i < now().count("gate"); ++i) {
    const auto key = item("gate", i);
    auto& gate = *base.add_gates();
    gate.set_id(defined(Kind::gate, key + ".id"));
    gate.set_ladder(
        word(key + ".ladder", {"network", "audio", "firmware", "system"}));
    gate.set_probe_id(defined(Kind::probe, key + ".probe"));
    text(key + ".title", *gate.mutable_title());
    text(key + ".why", *gate.mutable_why());
    for (auto& complaint : complaints(key + ".complaints"))
      gate.add_complaints(std::move(complaint));
    for (auto& id : all_named(Kind::fault, key + ".spared_by"))
      gate.add_spared_by(std::move(id));
    read_rules(key, gate);
  }
}

void Reader::read_rules(const std::string& gate_key, v1::Gate& gate) {
  const auto count = now().count(gate_key + ".rule");
  if (count == 0)
    now().complain(gate_key + ".rule", "has no rule");
  for (std::size_t i = 0; i < count; ++i) {
    const auto key = item(gate_key + ".rule", i);
    auto& rule = *gate.add_rules();
    rule.set_finding_id(named(Kind::finding, key + ".finding"));
    rule.set_fault_id(named(Kind::fault, key + ".fault"));
    rule.set_probability(probability(key + ".probability"));
  }
}

std::string Reader::word(const std::string& key) {
  std::string value;
  now().read(key, value);
  if (value.empty())
    now().complain(key, "is missing");
  return value;
}
std::string Reader::word(const std::string& key,
                         std::initializer_list<std::string_view> allowed) {
  std::string value;
  now().read_choice(key, value, allowed);
  if (value.empty())
    now().complain(key, "is missing");
  return value;
}

/// A remedy that the speaker applies is one of the things that it can do.
std::string Reader::action(const std::string& key) {
  auto value = word(key);
  if (value.empty() || repair_action_of(value))
    return value;
  std::string all;
  for (std::size_t i = 0; i < repair_actions; ++i)
    all.append(" ").append(to_string(static_cast<RepairAction>(i)));
  now().complain(key, '"' + value + "\" is none of:" + all);
  return value;
}

std::vector<std::string> Reader::complaints(const std::string& key) {
  const auto complained = diagnosis::complaint_words();
  std::set<std::string_view> known(complained.begin(), complained.end());
  known.insert("");  // a general check-up
  std::vector<std::string> words;
  now().read(key, words);
  std::string all;
  for (const auto& one : known)
    all += one.empty() ? " \"\"" : ' ' + std::string(one);
  for (const auto& word : words) {
    if (!known.contains(word))
      now().complain(key, '"' + word + "\" is none of:" + all);
  }
  return words;
}

bool Reader::flag(const std::string& key) {
  bool value = false;
  now().read(key, value);
  return value;
}

double Reader::probability(const std::string& key) {
  double value = -1;
  now().read(key, value, 0.01, 1);
  if (value < 0)
    now().complain(key, "is missing");
  return value;
}

void Reader::text(const std::string& key, v1::Text& text) {
  text.set_en(word(key + ".en"));
  text.set_zh(word(key + ".zh"));
  if (has_chinese(text.en()))
    now().complain(key + ".en", "is not English");
  // A product name may be the same in both.
  if (!text.zh().empty() && !has_chinese(text.zh()) && text.zh() != "Wi-Fi")
    now().complain(key + ".zh", "is not Chinese");
}

std::string Reader::defined(Kind kind, const std::string& key) {
  auto id = word(key);
  const auto [known, fresh] =
      ids_.try_emplace({kind, id}, Place{files_.size() - 1, key});
  if (!fresh && !id.empty())
    now().complain(key, "\"" + id + "\" is there twice");
  return id;
}

std::string Reader::named(Kind kind, const std::string& key) {
  auto id = word(key);
  if (!id.empty())
    references_.push_back({kind, id, {files_.size() - 1, key}});
  return id;
}

std::vector<std::string> Reader::all_named(Kind kind, const std::string& key) {
  std::vector<std::string> ids;
  now().read(key, ids);
  for (const auto& id : ids)
    references_.push_back({kind, id, {files_.size() - 1, key}});
  return ids;
}

}  // namespace soundcheck::knowledge
