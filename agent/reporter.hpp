#pragma once

#include <optional>
#include <string>
#include <vector>

#include "agent/checkup.hpp"
#include "agent/identity.hpp"
#include "agent/mailbox.hpp"
#include "probes/board/connection_log.hpp"
#include "soundcheck/v1/report.pb.h"

namespace soundcheck {

/// Makes reports of what was found and posts them; remembers the last ones for
/// those who ask on the speaker itself.
class Reporter {
 public:
  /// A speaker without a cloud has no mailbox. All outlive it; `knowledge` may
  /// change its content.
  Reporter(Identity identity,
           const KnowledgeMark& knowledge,
           const Clock& clock,
           ConnectionLog& connections,
           const Uplink& uplink,
           Mailbox* mailbox);

  /// Returns once the report is on disk. Errors: those of Mailbox::send().
  Task<void> report(v1::Trigger trigger, CheckupResult result);
  /// The same for runs that nobody made a diagnosis of.
  Task<void> report(v1::Trigger trigger, std::vector<ProbeRun> runs);
  /// A remedy, with what its probe said last.
  Task<void> report(v1::RemedyResult remedy);

  v1::AgentCost cost() const;
  const std::optional<v1::Diagnosis>& last_diagnosis() const {
    return last_diagnosis_;
  }
  /// The fault of it that this remedy of the knowledge base is for; empty:
  /// none.
  std::string last_fault_for(std::string_view remedy_id) const;
  /// Zero: none was made yet.
  std::chrono::milliseconds last_report_wall() const {
    return last_report_wall_;
  }

 private:
  Task<void> post(v1::HealthReport report);
  boost::asio::awaitable<void> add_connection(v1::HealthReport& report);

  Identity identity_;
  const KnowledgeMark& knowledge_;
  const Clock& clock_;
  ConnectionLog& connections_;
  const Uplink& uplink_;
  Mailbox* mailbox_;
  std::optional<v1::Diagnosis> last_diagnosis_;
  std::chrono::milliseconds last_report_wall_{};
};

}  // namespace soundcheck
