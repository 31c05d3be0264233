#include "tests/unit/cloud-sim/case_scene.hpp"

#include <catch2/catch.hpp>

#include "cloud-sim/cases/follow.hpp"
#include "cloud-sim/store/cases.hpp"

namespace soundcheck::cloud::test {
namespace {

void add_fault(v1::KnowledgeBase& base,
               const std::string& id,
               v1::Severity severity,
               v1::Layer layer,
               const std::vector<std::string>& remedies) {
  auto& fault = *base.add_faults();
  fault.set_id(id);
  fault.set_severity(severity);
  fault.set_layer(layer);
  for (const auto& remedy : remedies)
    fault.add_remedy_ids(remedy);
}

void add_remedy(v1::KnowledgeBase& base,
                const std::string& id,
                v1::Actor actor,
                const std::string& probe,
                bool reversible = true) {
  auto& remedy = *base.add_remedies();
  remedy.set_id(id);
  remedy.set_actor(actor);
  remedy.set_confirming_probe(probe);
  remedy.set_consent_class("read");
  remedy.set_reversible(reversible);
}

}  // namespace

v1::KnowledgeBase small_base() {
  v1::KnowledgeBase base;
  add_fault(base, "dns", v1::SEVERITY_S1, v1::LAYER_NETWORK,
            {"restart_router", "call_provider"});
  add_fault(base, "mic", v1::SEVERITY_S2, v1::LAYER_AUDIO, {"repair_mic"});
  add_fault(base, "weak", v1::SEVERITY_S3, v1::LAYER_WIFI, {"move_closer"});
  add_fault(base, "slot", v1::SEVERITY_S1, v1::LAYER_FIRMWARE,
            {"restart_router"});
  add_remedy(base, "restart_router", v1::ACTOR_OWNER, "network.dns");
  add_remedy(base, "call_provider", v1::ACTOR_OWNER, "network.internet");
  add_remedy(base, "repair_mic", v1::ACTOR_SUPPORT, "audio.loop", false);
  add_remedy(base, "move_closer", v1::ACTOR_OWNER, "wifi.link");
  return base;
}

v1::ProbeResult result_of(const std::string& probe, v1::Outcome outcome) {
  v1::ProbeResult result;
  result.set_probe_id(probe);
  result.set_outcome(outcome);
  return result;
}

v1::Diagnosis diagnosis_of(const std::string& fault, double probability) {
  v1::Diagnosis diagnosis;
  diagnosis.set_status(v1::DIAGNOSIS_STATUS_FAULT);
  diagnosis.add_faults()->set_fault_id(fault);
  diagnosis.mutable_faults(0)->set_probability(probability);
  return diagnosis;
}

v1::Diagnosis healthy() {
  v1::Diagnosis diagnosis;
  diagnosis.set_status(v1::DIAGNOSIS_STATUS_NO_FAULT);
  return diagnosis;
}

CaseScene::CaseScene() : catalog(small_base()) {
  at_end = [this](Work& work) { follow_cases(work, catalog); };
}

v1::HealthReport CaseScene::next_report(
    const v1::Diagnosis& diagnosis,
    const std::vector<v1::ProbeResult>& results) {
  auto message = make_report(seq_++);
  *message.mutable_diagnosis() = diagnosis;
  for (const auto& result : results)
    *message.add_results() = result;
  return message;
}

Changes CaseScene::check(const v1::Diagnosis& diagnosis,
                         const std::vector<v1::ProbeResult>& results,
                         v1::Trigger trigger) {
  auto message = next_report(diagnosis, results);
  message.set_trigger(trigger);
  return report(message);
}

Changes CaseScene::late_check(UnixMs ago_ms,
                              const v1::Diagnosis& diagnosis,
                              const std::vector<v1::ProbeResult>& results) {
  auto message = next_report(diagnosis, results);
  message.set_clock_trusted(true);
  message.set_wall_unix_ms(now_ms - ago_ms);
  return report(message);
}

Changes CaseScene::answer(const std::string& command,
                          const v1::Diagnosis& diagnosis) {
  auto last = make_reply(command, 9, v1::REPLY_STATE_SUCCEEDED, seq_++);
  *last.mutable_diagnosis() = diagnosis;
  return reply(last);
}

Case CaseScene::only_case() {
  const auto all = list_cases(db, {});
  REQUIRE(all.size() == 1);
  return all.front();
}

Case CaseScene::found(std::int64_t id) {
  return find_case(db, id).value();
}

std::string CaseScene::course(std::int64_t id) {
  std::string course;
  for (const auto& event : list_case_events(db, id))
    course += (course.empty() ? "" : " ") + event.kind;
  return course;
}

}  // namespace soundcheck::cloud::test
