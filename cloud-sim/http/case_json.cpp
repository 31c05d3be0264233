#include "cloud-sim/http/case_json.hpp"

#include "cloud-sim/http/record_json.hpp"

namespace soundcheck::cloud {
namespace json = boost::json;
namespace {

json::value text_or_null(const std::string& text) {
  return text.empty() ? json::value(nullptr) : json::value(text);
}

json::value time_or_null(UnixMs at_ms) {
  return at_ms == 0 ? json::value(nullptr) : json::value(at_ms);
}

json::object to_json(const SpanFigures& span) {
  json::object out{
      {"count", span.count}, {"median_ms", nullptr}, {"p95_ms", nullptr}};
  if (span.count > 0) {
    out["median_ms"] = span.median_ms;
    out["p95_ms"] = span.p95_ms;
  }
  return out;
}

json::object to_json(const Share& share) {
  return {{"part", share.part}, {"of", share.of}};
}

void add_course(const Case& record, json::object& out) {
  out["opened_ms"] = record.opened_ms;
  out["named_ms"] = time_or_null(record.named_ms);
  out["responded_ms"] = time_or_null(record.responded_ms);
  out["advised_ms"] = time_or_null(record.advised_ms);
  out["confirmed_ms"] = time_or_null(record.confirmed_ms);
  out["closed_ms"] = time_or_null(record.closed_ms);
  out["sessions"] = record.sessions;
  out["returns"] = record.returns;
  out["confirmed_by"] = text_or_null(record.confirmed_by);
  out["outcome"] = text_or_null(record.outcome);
  out["closed_by"] = text_or_null(record.closed_by);
  out["stars"] = nullptr;
  if (record.stars > 0)
    out["stars"] = record.stars;
}

}  // namespace

json::object to_json(const Case& record) {
  json::object out{{"id", record.id},
                   {"device", record.device},
                   {"model", record.model},
                   {"firmware", record.firmware},
                   {"origin", record.origin},
                   {"opened_by", text_or_null(record.opened_by)},
                   {"complaint", record.complaint},
                   {"state", record.state},
                   {"fault_id", text_or_null(record.fault_id)},
                   {"severity", text_or_null(record.severity)},
                   {"skill", text_or_null(record.skill)},
                   {"level", record.level},
                   {"assignee", text_or_null(record.assignee)},
                   {"remedy_id", text_or_null(record.remedy_id)}};
  add_course(record, out);
  return out;
}

json::object to_json(const CaseEvent& event) {
  return event_json(event);
}

json::object to_json(const Quality& quality) {
  json::array faults;
  for (const auto& fault : quality.faults)
    faults.push_back(json::object{{"fault_id", fault.fault_id},
                                  {"model", fault.model},
                                  {"firmware", fault.firmware},
                                  {"cases", fault.cases}});
  return {{"opened", quality.opened},
          {"open", quality.open},
          {"closed", quality.closed},
          {"not_confirmed", quality.not_confirmed},
          {"first_response", to_json(quality.first_response)},
          {"named_fault", to_json(quality.named_fault)},
          {"confirmed_cure", to_json(quality.confirmed_cure)},
          {"first_contact", to_json(quality.first_contact)},
          {"self_healed", to_json(quality.self_healed)},
          {"stars", to_json(quality.stars)},
          {"faults", std::move(faults)}};
}

}  // namespace soundcheck::cloud
