#include "cloud-sim/http/record_json.hpp"

#include <algorithm>

#include "cloud-sim/http/answer_json.hpp"
#include "cloud-sim/wire/json.hpp"
#include "cloud-sim/wire/words.hpp"

namespace soundcheck::cloud {
namespace json = boost::json;
namespace {

json::value refusal_or_null(v1::Refusal refusal) {
  if (refusal == v1::REFUSAL_UNSPECIFIED)
    return nullptr;
  return json::value(word(refusal));
}

json::value number_or_null(const std::optional<double>& number) {
  return number ? json::value(*number) : json::value(nullptr);
}

json::value brief_or_null(const std::optional<DiagnosisBrief>& brief) {
  if (!brief)
    return nullptr;
  json::value fault = nullptr;
  if (!brief->fault_id.empty())
    fault = brief->fault_id;
  return json::object{{"status", brief->status},
                      {"fault_id", fault},
                      {"probability", number_or_null(brief->probability)},
                      {"at_ms", brief->at_ms}};
}

json::array results_json(const std::vector<v1::ProbeResult>& results) {
  json::array out;
  for (const auto& result : results)
    out.emplace_back(cloud::to_json(result));
  return out;
}

json::array steps_json(const std::vector<Step>& steps) {
  json::array out;
  for (const auto& step : steps) {
    json::value result = nullptr;
    if (step.result)
      result = cloud::to_json(*step.result);
    out.push_back(json::object{{"probe_id", step.probe_id},
                               {"why_id", step.why_id},
                               {"fraction", step.fraction},
                               {"text", step.text},
                               {"result", result}});
  }
  return out;
}

/// When it happened, by the clock that the report's time is of; see
/// measured_at() of the intake for when the device's own can be believed.
UnixMs happened_at(const v1::HealthReport& message,
                   UnixMs received_ms,
                   const v1::ConnectionEvent& event) {
  const bool own = message.clock_trusted() && message.wall_unix_ms() > 0;
  const auto base =
      own ? std::min<UnixMs>(message.wall_unix_ms(), received_ms) : received_ms;
  // The difference of two numbers that anybody could have sent.
  constexpr std::int64_t year_ms = 366LL * 86'400'000;
  const auto ago = static_cast<double>(message.monotonic_ms()) -
                   static_cast<double>(event.monotonic_ms());
  return base - static_cast<UnixMs>(
                    std::clamp(ago, 0.0, static_cast<double>(year_ms)));
}

}  // namespace

json::array connection_json(const v1::HealthReport& message,
                            UnixMs received_ms) {
  json::array out;
  for (const auto& event : message.connection()) {
    json::object one = {{"kind", event.kind()},
                        {"at_ms", happened_at(message, received_ms, event)},
                        {"by_access_point", event.by_access_point()},
                        {"code", nullptr},
                        {"signal_dbm", nullptr},
                        {"frequency_mhz", nullptr},
                        {"text", event.text()}};
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

json::object to_json(const DeviceRow& row) {
  return {{"id", row.id},
          {"tenant", row.tenant},
          {"model", row.model},
          {"state", row.state},
          {"since_ms", row.since_ms},
          {"last_seen_ms", row.last_seen_ms},
          {"firmware", row.firmware},
          {"slot", row.slot},
          {"agent", row.agent},
          {"boot_id", row.boot_id},
          {"knowledge_hash", row.knowledge_hash},
          {"session_open", row.session_open},
          {"diagnosis", brief_or_null(row.diagnosis)},
          {"signal_dbm", number_or_null(row.signal_dbm)}};
}

json::object to_json(const Report& report) {
  const auto& message = report.message;
  json::value diagnosis = nullptr;
  if (message.has_diagnosis())
    diagnosis = to_json(message.diagnosis());
  json::value cost = nullptr;
  if (message.has_cost())
    cost = to_json(message.cost());
  return {{"id", report.id},
          {"seq", message.seq()},
          {"outbox", message.outbox()},
          {"trigger", word(message.trigger())},
          {"received_ms", report.received_ms},
          {"wall_ms", message.wall_unix_ms()},
          {"clock_trusted", message.clock_trusted()},
          {"firmware", message.firmware_version()},
          {"agent", message.agent_version()},
          {"knowledge_hash", message.knowledge_hash()},
          {"knowledge_version", message.knowledge_version()},
          {"knowledge_refused", message.knowledge_refused()},
          {"results", to_json(message.results())},
          {"remedies", to_json(message.remedies())},
          {"diagnosis", diagnosis},
          {"connection", connection_json(message, report.received_ms)},
          {"cost", cost}};
}

json::object to_json(const LatestResult& latest) {
  auto object = to_json(latest.result);
  object["at_ms"] = latest.at_ms;
  return object;
}

json::object to_json(const Session& session) {
  return {{"id", session.id},
          {"device", session.device},
          {"operator", session.operator_name},
          {"reason", session.reason},
          {"state", session.state},
          {"opened_ms", session.opened_ms},
          {"ends_ms", session.ends_ms},
          {"consent_until_ms", session.consent_until_ms},
          {"refusal", refusal_or_null(session.refusal)}};
}

json::object to_json(const Command& command) {
  json::value diagnosis = nullptr;
  if (command.diagnosis)
    diagnosis = to_json(*command.diagnosis);
  json::value remedy = nullptr;
  if (command.remedy)
    remedy = to_json(*command.remedy);
  json::value finished = nullptr;
  if (command.finished_ms != 0)
    finished = command.finished_ms;
  json::value receipt = nullptr;
  if (command.receipt_seq != 0)
    receipt = json::object{{"outbox", command.receipt_outbox},
                           {"seq", command.receipt_seq},
                           {"at_ms", command.receipt_ms}};
  auto answer = answer_json(command);
  return {{"id", command.id},
          {"device", command.device},
          {"session", command.session},
          {"verb", command.verb},
          {"operator", command.operator_name},
          {"reason", command.reason},
          {"created_ms", command.created_ms},
          {"state", command.state},
          {"refusal", refusal_or_null(command.refusal)},
          {"detail", command.detail},
          {"steps", steps_json(command.steps)},
          {"probe_count", command.probe_count},
          {"consent_until_ms", command.consent_until_ms},
          {"results", results_json(command.results)},
          {"diagnosis", diagnosis},
          {"remedy", remedy},
          {"measurements", answer["measurements"]},
          {"events", answer["events"]},
          {"audit", answer["audit"]},
          {"finished_ms", finished},
          {"receipt", receipt}};
}

json::object to_json(const Approval& approval) {
  json::value decided = nullptr, command = nullptr;
  if (approval.decided_ms != 0)
    decided = approval.decided_ms;
  if (!approval.command.empty())
    command = approval.command;
  return {{"id", approval.id},
          {"device", approval.device},
          {"verb", approval.verb},
          {"argument", approval.argument},
          {"operator", approval.operator_name},
          {"reason", approval.reason},
          {"asked_ms", approval.asked_ms},
          {"expires_ms", approval.expires_ms},
          {"state", approval.state},
          {"second", approval.second},
          {"note", approval.note},
          {"decided_ms", decided},
          {"command", command}};
}

json::object to_json(const Start& start) {
  return {
      {"boot_id", start.boot_id},   {"started_ms", start.started_ms},
      {"exact", start.exact},       {"reason", start.reason},
      {"firmware", start.firmware}, {"last_report_ms", start.last_report_ms}};
}

json::object to_json(const TimelineEvent& event) {
  return event_json(event);
}

}  // namespace soundcheck::cloud
