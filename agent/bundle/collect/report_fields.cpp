#include "agent/bundle/collect/report_fields.hpp"

#include <boost/json/array.hpp>

namespace soundcheck::bundle {

namespace json = boost::json;

namespace {

json::array texts(const google::protobuf::RepeatedPtrField<std::string>& texts,
                  Page& page) {
  json::array out;
  for (const auto& one : texts)
    out.emplace_back(page.text(one));
  return out;
}

json::array findings_of(
    const google::protobuf::RepeatedPtrField<v1::Finding>& findings,
    Page& page) {
  json::array out;
  for (const auto& finding : findings) {
    out.push_back(
        json::object{{"id", page.text(finding.id())},
                     {"presence", v1::Presence_Name(finding.presence())},
                     {"evidence", page.text(finding.evidence())}});
  }
  return out;
}

json::array measurements_of(const v1::ProbeResult& result, Page& page) {
  json::array out;
  for (const auto& number : result.measurements()) {
    json::object one = {{"name", page.text(number.name())},
                        {"value", number.value()},
                        {"unit", page.text(number.unit())}};
    if (number.has_sigma())
      one["sigma"] = number.sigma();
    out.push_back(std::move(one));
  }
  return out;
}

json::object fields_of(const v1::ProbeResult& result, Page& page) {
  return {{"probe_id", page.text(result.probe_id())},
          {"outcome", v1::Outcome_Name(result.outcome())},
          {"reason", v1::Reason_Name(result.reason())},
          {"summary", page.text(result.summary())},
          {"measurements", measurements_of(result, page)},
          {"findings", findings_of(result.findings(), page)},
          {"started_monotonic_ms", result.started_monotonic_ms()},
          {"duration_ms", result.duration_ms()}};
}

json::array faults_of(const v1::Diagnosis& diagnosis, Page& page) {
  json::array out;
  for (const auto& fault : diagnosis.faults()) {
    out.push_back(json::object{
        {"fault_id", page.text(fault.fault_id())},
        {"code", page.text(fault.code())},
        {"probability", fault.probability()},
        {"evidence_for", findings_of(fault.evidence_for(), page)},
        {"evidence_against", findings_of(fault.evidence_against(), page)},
        {"remedy_ids", texts(fault.remedy_ids(), page)}});
  }
  return out;
}

json::array connection_of(const v1::HealthReport& report, Page& page) {
  json::array out;
  for (const auto& event : report.connection()) {
    json::object one = {{"kind", page.text(event.kind())},
                        {"monotonic_ms", event.monotonic_ms()},
                        {"by_access_point", event.by_access_point()},
                        {"text", page.text(event.text())}};
    if (event.has_code())
      one["code"] = event.code();
    if (event.has_signal_dbm())
      one["signal_dbm"] = event.signal_dbm();
    if (event.has_frequency_mhz())
      one["frequency_mhz"] = event.frequency_mhz();
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace

json::object fields_of(const v1::Diagnosis& diagnosis, Page& page) {
  return {{"status", v1::DiagnosisStatus_Name(diagnosis.status())},
          {"faults", faults_of(diagnosis, page)},
          {"not_measured", texts(diagnosis.not_measured(), page)},
          {"probes_run", texts(diagnosis.probes_run(), page)},
          {"complaint", page.text(diagnosis.complaint())},
          {"circumstances", texts(diagnosis.circumstances(), page)},
          // Which knowledge it was made with says nothing of anybody.
          {"knowledge", diagnosis.knowledge_hash().substr(0, 16)},
          {"surprise", diagnosis.surprise()},
          {"duration_ms", diagnosis.duration_ms()}};
}

json::object fields_of(const v1::HealthReport& report, Page& page) {
  json::array results;
  for (const auto& result : report.results())
    results.emplace_back(fields_of(result, page));
  json::object out = {{"boot", page.value(SecretKind::hex, report.boot_id())},
                      {"seq", report.seq()},
                      {"trigger", v1::Trigger_Name(report.trigger())},
                      {"wall_unix_ms", report.wall_unix_ms()},
                      {"clock_trusted", report.clock_trusted()},
                      {"monotonic_ms", report.monotonic_ms()},
                      {"agent", page.text(report.agent_version())},
                      {"firmware", page.text(report.firmware_version())},
                      {"results", std::move(results)},
                      {"rss_bytes", report.cost().rss_bytes()},
                      {"cpu_ms", report.cost().cpu_ms()},
                      {"sent_bytes", report.cost().sent_bytes()},
                      {"dropped_reports", report.dropped_reports()},
                      {"connection", connection_of(report, page)}};
  if (report.has_diagnosis())
    out["diagnosis"] = fields_of(report.diagnosis(), page);
  return out;
}

}  // namespace soundcheck::bundle
