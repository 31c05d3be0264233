#include "agent/cli/json.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "agent/cli/json_values.hpp"
#include "agent/cli/words.hpp"

namespace soundcheck::cli {

namespace json = boost::json;

namespace {

json::object object_of(const v1::Measurement& measurement) {
  json::object object{{"name", measurement.name()},
                      {"value", measurement.value()},
                      {"unit", measurement.unit()},
                      {"sigma", nullptr}};
  if (measurement.has_sigma())
    object["sigma"] = measurement.sigma();
  return object;
}

json::object object_of(const v1::Finding& finding) {
  json::object object{{"id", finding.id()},
                      {"presence", json_word(finding.presence())},
                      {"evidence", finding.evidence()}};
  if (finding.has_confidence())
    object["confidence"] = finding.confidence();
  return object;
}

// Declared first, because array_of() calls those that come after it.
json::object object_of(const v1::ProbeResult& result);
json::object object_of(const v1::RankedFault& fault);
json::object object_of(const v1::Rival& rival);
json::object object_of(const v1::ProbeInfo& probe);
json::object object_of(const v1::PendingConsent& pending);

template <class Items>
json::array array_of(const Items& items) {
  json::array array;
  for (const auto& item : items)
    array.emplace_back(object_of(item));
  return array;
}

json::object object_of(const v1::ProbeResult& result) {
  return {{"probe_id", result.probe_id()},
          {"outcome", text_or_null(json_word(result.outcome()))},
          {"reason", text_or_null(json_word(result.reason()))},
          {"summary", result.summary()},
          {"measurements", array_of(result.measurements())},
          {"findings", array_of(result.findings())},
          {"started_monotonic_ms", result.started_monotonic_ms()},
          {"duration_ms", result.duration_ms()}};
}

json::object object_of(const v1::RankedFault& fault) {
  return {{"fault_id", fault.fault_id()},
          {"code", fault.code()},
          {"probability", fault.probability()},
          {"evidence_for", array_of(fault.evidence_for())},
          {"evidence_against", array_of(fault.evidence_against())},
          {"remedy_ids", texts(fault.remedy_ids())}};
}

json::object object_of(const v1::Rival& rival) {
  return {{"fault_id", rival.fault_id()}, {"probability", rival.probability()}};
}

json::object object_of(const v1::Diagnosis& diagnosis) {
  return {{"status", text_or_null(json_word(diagnosis.status()))},
          {"faults", array_of(diagnosis.faults())},
          {"not_measured", texts(diagnosis.not_measured())},
          {"probes_run", texts(diagnosis.probes_run())},
          {"complaint", diagnosis.complaint()},
          {"knowledge_hash", diagnosis.knowledge_hash()},
          {"duration_ms", diagnosis.duration_ms()},
          {"rivals", array_of(diagnosis.rivals())},
          {"would_change", text_or_null(diagnosis.would_change())},
          {"surprise", diagnosis.surprise()},
          {"circumstances", texts(diagnosis.circumstances())}};
}

json::object object_of(const v1::ProbeInfo& probe) {
  return {{"id", probe.id()},
          {"title", probe.title()},
          {"seconds", probe.seconds()},
          {"audible", probe.audible()},
          {"interrupts_playback", probe.interrupts_playback()},
          {"airtime", probe.airtime()},
          {"consent_class", probe.consent_class()},
          {"supported", probe.unsupported() == v1::REASON_UNSPECIFIED},
          {"unsupported_why", probe.unsupported_why()}};
}

json::object object_of(const v1::PendingConsent& pending) {
  return {{"command_id", pending.command_id()},
          {"consent_class", pending.consent_class()},
          {"operator", pending.operator_()},
          {"reason", pending.reason()},
          {"what", {{"en", pending.what_en()}, {"zh", pending.what_zh()}}},
          {"seconds_left", pending.seconds_left()}};
}

json::object object_of(const v1::AgentCost& cost) {
  return {{"rss_bytes", cost.rss_bytes()},
          {"cpu_ms", cost.cpu_ms()},
          {"sent_bytes", cost.sent_bytes()}};
}

json::value session_of(const v1::Status& status) {
  if (!status.session_open())
    return nullptr;
  return json::object{{"operator", status.session_operator()},
                      {"seconds_left", status.session_seconds_left()}};
}

}  // namespace

std::string json_of(const v1::ProbeList& list) {
  return json::serialize(json::object{{"probes", array_of(list.probes())}});
}

std::string json_of(const v1::ProbeResult& result) {
  return json::serialize(object_of(result));
}

std::string json_of(const std::vector<v1::ProbeResult>& results) {
  return json::serialize(json::object{{"results", array_of(results)}});
}

std::string json_of(const v1::Diagnosis& diagnosis,
                    const std::vector<v1::ProbeResult>& results) {
  return json::serialize(json::object{{"diagnosis", object_of(diagnosis)},
                                      {"results", array_of(results)}});
}

std::string json_of(const v1::Status& status) {
  json::object object{{"device", status.device()},
                      {"tenant", status.tenant()},
                      {"agent", status.agent_version()},
                      {"firmware", status.firmware_version()},
                      {"boot_id", status.boot_id()},
                      {"knowledge_hash", status.knowledge_hash()},
                      {"knowledge_version", status.knowledge_version()},
                      {"knowledge_refused", status.knowledge_refused()},
                      {"online", status.online()},
                      {"uplink", status.uplink()},
                      {"waiting_entries", status.waiting_entries()},
                      {"dropped_reports", status.dropped_reports()},
                      {"last_report_ms", nullptr},
                      {"session", session_of(status)},
                      {"running", status.running()},
                      {"cost", object_of(status.cost())},
                      {"last_diagnosis", nullptr}};
  if (status.last_report_unix_ms() != 0)
    object["last_report_ms"] = status.last_report_unix_ms();
  if (status.has_last_diagnosis())
    object["last_diagnosis"] = object_of(status.last_diagnosis());
  return json::serialize(object);
}

std::string json_of(const v1::ConsentList& list) {
  return json::serialize(
      json::object{{"pending", array_of(list.pending())},
                   {"for_session", texts(list.for_session())},
                   {"never", texts(list.never())}});
}

std::string json_of_error(const std::string& code, const std::string& message) {
  return json::serialize(json::object{
      {"error", json::object{{"code", code}, {"message", message}}}});
}

}  // namespace soundcheck::cli
