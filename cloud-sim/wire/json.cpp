#include "cloud-sim/wire/json.hpp"

#include <cmath>

#include "cloud-sim/wire/words.hpp"

namespace soundcheck::cloud {
namespace json = boost::json;
namespace {

double finite_or_zero(double value) {
  return std::isfinite(value) ? value : 0;
}

json::array measurements_of(const v1::ProbeResult& result) {
  json::array out;
  for (const auto& m : result.measurements()) {
    if (!std::isfinite(m.value()))
      continue;
    json::value sigma = nullptr;
    if (m.has_sigma() && std::isfinite(m.sigma()))
      sigma = m.sigma();
    out.push_back(json::object{{"name", m.name()},
                               {"value", m.value()},
                               {"unit", m.unit()},
                               {"sigma", sigma}});
  }
  return out;
}

json::object to_json(const v1::RankedFault& fault) {
  return {{"fault_id", fault.fault_id()},
          {"code", fault.code()},
          {"probability", finite_or_zero(fault.probability())},
          {"evidence_for", cloud::to_json(fault.evidence_for())},
          {"evidence_against", cloud::to_json(fault.evidence_against())},
          {"remedy_ids", cloud::to_json(fault.remedy_ids())}};
}

json::object to_json(const v1::Rival& rival) {
  return {{"fault_id", rival.fault_id()},
          {"probability", finite_or_zero(rival.probability())}};
}

json::object to_json(const v1::Text& text) {
  return {{"en", text.en()}, {"zh", text.zh()}};
}

json::object to_json(const v1::FaultText& fault) {
  return {{"id", fault.id()},
          {"code", fault.code()},
          {"layer", word(fault.layer())},
          {"component", fault.component()},
          {"severity", word(fault.severity())},
          {"title", to_json(fault.title())},
          {"owner", to_json(fault.owner())},
          {"expert", to_json(fault.expert())},
          {"remedy_ids", cloud::to_json(fault.remedy_ids())}};
}

json::object to_json(const v1::Remedy& remedy) {
  return {{"id", remedy.id()},
          {"actor", word(remedy.actor())},
          {"title", to_json(remedy.title())},
          {"owner", to_json(remedy.owner())},
          {"confirming_probe", remedy.confirming_probe()},
          {"consent_class", remedy.consent_class()},
          {"reversible", remedy.reversible()}};
}

json::object to_json(const v1::FindingText& finding) {
  return {{"id", finding.id()},
          {"probe_id", finding.probe_id()},
          {"title", to_json(finding.title())}};
}

json::object to_json(const v1::Gate& gate) {
  return {{"id", gate.id()},
          {"ladder", gate.ladder()},
          {"probe_id", gate.probe_id()},
          {"title", to_json(gate.title())},
          {"why", to_json(gate.why())}};
}

template <class Messages>
json::array list(const Messages& messages) {
  json::array out;
  for (const auto& message : messages)
    out.emplace_back(to_json(message));
  return out;
}

}  // namespace

json::object to_json(const v1::Finding& finding) {
  json::object out{{"id", finding.id()},
                   {"presence", word(finding.presence())},
                   {"evidence", finding.evidence()}};
  if (finding.has_confidence())
    out["confidence"] = finite_or_zero(finding.confidence());
  return out;
}

json::object to_json(const v1::ProbeResult& result) {
  return {{"probe_id", result.probe_id()},
          {"outcome", word(result.outcome())},
          {"reason", or_null(word(result.reason()))},
          {"summary", result.summary()},
          {"measurements", measurements_of(result)},
          {"findings", to_json(result.findings())},
          {"started_monotonic_ms", result.started_monotonic_ms()},
          {"duration_ms", result.duration_ms()}};
}

json::object to_json(const v1::Diagnosis& diagnosis) {
  std::optional<std::string> would_change;
  if (!diagnosis.would_change().empty())
    would_change = diagnosis.would_change();
  return {{"status", word(diagnosis.status())},
          {"faults", list(diagnosis.faults())},
          {"not_measured", to_json(diagnosis.not_measured())},
          {"probes_run", to_json(diagnosis.probes_run())},
          {"complaint", diagnosis.complaint()},
          {"knowledge_hash", diagnosis.knowledge_hash()},
          {"duration_ms", diagnosis.duration_ms()},
          {"rivals", list(diagnosis.rivals())},
          {"would_change", or_null(would_change)},
          {"surprise", finite_or_zero(diagnosis.surprise())},
          {"circumstances", to_json(diagnosis.circumstances())}};
}

json::object to_json(const v1::RemedyResult& result) {
  return {{"remedy_id", result.remedy_id()},
          {"fault_id", result.fault_id()},
          {"outcome", word(result.outcome())},
          {"automatic", result.automatic()},
          {"undone", result.undone()},
          {"detail", result.detail()},
          {"confirmed", to_json(result.confirmed())}};
}

json::object to_json(const v1::ProbeInfo& probe) {
  return {{"id", probe.id()},
          {"title", probe.title()},
          {"seconds", finite_or_zero(probe.seconds())},
          {"audible", probe.audible()},
          {"interrupts_playback", probe.interrupts_playback()},
          {"airtime", probe.airtime()},
          {"consent_class", probe.consent_class()},
          {"supported", probe.unsupported() == v1::REASON_UNSPECIFIED},
          {"unsupported_why", probe.unsupported_why()}};
}

json::object to_json(const v1::AgentCost& cost) {
  return {{"rss_bytes", cost.rss_bytes()},
          {"cpu_ms", cost.cpu_ms()},
          {"sent_bytes", cost.sent_bytes()}};
}

json::object to_json(const v1::KnowledgeBase& base, const std::string& hash) {
  return {{"hash", hash},
          {"version", base.version()},
          {"faults", list(base.faults())},
          {"remedies", list(base.remedies())},
          {"findings", list(base.findings())},
          {"gates", list(base.gates())}};
}

json::value or_null(const std::optional<std::string>& text) {
  return text ? json::value(*text) : json::value(nullptr);
}

}  // namespace soundcheck::cloud
