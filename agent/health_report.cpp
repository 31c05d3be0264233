#include "agent/health_report.hpp"

#include <algorithm>

#include "agent/report.hpp"
#include "agent/wire_text.hpp"

namespace soundcheck {

namespace {

// Versions and names come from files of the firmware.
constexpr std::size_t max_name_bytes = 128;
constexpr std::size_t max_refusal_bytes = 200;

std::string name(std::string_view text) {
  return wire_text(text, max_name_bytes);
}

}  // namespace

v1::HealthReport health_report(const Identity& identity,
                               const KnowledgeMark& knowledge,
                               v1::Trigger trigger,
                               const std::vector<ProbeRun>& runs,
                               const Clock& clock) {
  v1::HealthReport report;
  report.set_device(identity.device);
  report.set_boot_id(name(identity.boot_id));
  report.set_trigger(trigger);
  report.set_wall_unix_ms(clock.wall().count());
  report.set_clock_trusted(clock.trusted());
  report.set_monotonic_ms(clock.monotonic().count());
  report.set_agent_version(identity.agent_version);
  report.set_firmware_version(name(identity.firmware_version));
  report.set_knowledge_hash(knowledge.hash);
  report.set_knowledge_version(knowledge.version);
  report.set_knowledge_refused(wire_text(knowledge.refused, max_refusal_bytes));
  for (const auto& run : runs)
    *report.add_results() = to_wire(run);
  return report;
}

void shorten(v1::HealthReport& report) {
  const auto absent = [](const v1::Finding& finding) {
    return finding.presence() == v1::PRESENCE_ABSENT;
  };
  for (auto& result : *report.mutable_results()) {
    if (result.outcome() != v1::OUTCOME_PASSED)
      continue;
    result.clear_summary();
    auto& findings = *result.mutable_findings();
    findings.erase(std::remove_if(findings.begin(), findings.end(), absent),
                   findings.end());
  }
}

v1::AgentCost to_wire(const OwnCost& cost, std::uint64_t sent_bytes) {
  v1::AgentCost out;
  out.set_rss_bytes(cost.rss_bytes);
  out.set_cpu_ms(static_cast<std::uint64_t>(cost.cpu_time.count()));
  out.set_sent_bytes(sent_bytes);
  return out;
}

v1::DevicePresence presence(const Identity& identity,
                            const KnowledgeMark& knowledge,
                            v1::PresenceState state) {
  v1::DevicePresence out;
  out.set_state(state);
  out.set_device(identity.device);
  out.set_boot_id(name(identity.boot_id));
  out.set_agent_version(identity.agent_version);
  out.set_firmware_version(name(identity.firmware_version));
  out.set_slot(name(identity.slot));
  out.set_model(name(identity.model));
  out.set_knowledge_hash(knowledge.hash);
  return out;
}

v1::DevicePresence online_presence(const Identity& identity,
                                   const KnowledgeMark& knowledge,
                                   const std::vector<Probe>& catalog,
                                   bool session_open,
                                   std::chrono::milliseconds connected_wall) {
  auto out = presence(identity, knowledge, v1::PRESENCE_STATE_ONLINE);
  out.set_connected_unix_ms(connected_wall.count());
  out.set_session_open(session_open);
  for (const auto& probe : catalog)
    *out.add_probes() = to_wire(probe);
  return out;
}

}  // namespace soundcheck
