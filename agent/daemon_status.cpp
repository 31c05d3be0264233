#include "agent/daemon_status.hpp"

namespace soundcheck {

Task<v1::Status> tell_status(StatusSources from) {
  v1::Status status;
  status.set_device(from.identity.device);
  status.set_tenant(from.identity.tenant);
  status.set_agent_version(from.identity.agent_version);
  status.set_firmware_version(from.identity.firmware_version);
  status.set_boot_id(from.identity.boot_id);
  status.set_knowledge_hash(from.knowledge.hash);
  status.set_knowledge_version(from.knowledge.version);
  status.set_knowledge_refused(from.knowledge.refused);
  status.set_online(from.uplink.connected());
  status.set_uplink(from.uplink.state());
  status.set_last_report_unix_ms(from.reporter.last_report_wall().count());
  if (const auto session = from.assist.session()) {
    status.set_session_open(true);
    status.set_session_operator(session->operator_name);
    status.set_session_seconds_left(
        static_cast<std::uint32_t>(session->left.count()));
  }
  status.set_running(from.assist.running());
  if (status.running().empty() && from.routine.checking())
    status.set_running("check-up");
  *status.mutable_cost() = from.reporter.cost();
  if (from.reporter.last_diagnosis())
    *status.mutable_last_diagnosis() = *from.reporter.last_diagnosis();
  const auto waiting = co_await from.mailbox.state();
  if (!waiting)
    co_return waiting.error();
  status.set_waiting_entries(waiting->waiting);
  status.set_dropped_reports(waiting->dropped);
  co_return status;
}

}  // namespace soundcheck
