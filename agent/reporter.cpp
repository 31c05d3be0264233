#include "agent/reporter.hpp"

#include "agent/health_report.hpp"
#include "agent/log.hpp"
#include "agent/report.hpp"

namespace soundcheck {

Reporter::Reporter(Identity identity,
                   const Clock& clock,
                   const Uplink& uplink,
                   Mailbox* mailbox)
    : identity_(std::move(identity)),
      clock_(clock),
      uplink_(uplink),
      mailbox_(mailbox) {}

v1::AgentCost Reporter::cost() const {
  return to_wire(own_cost(), uplink_.sent_bytes());
}

Task<void> Reporter::report(v1::Trigger trigger, CheckupResult result) {
  auto report = health_report(identity_, trigger, result.runs, clock_);
  last_diagnosis_ = to_wire(result, identity_.knowledge_hash);
  *report.mutable_diagnosis() = *last_diagnosis_;
  return post(std::move(report));
}

Task<void> Reporter::report(v1::Trigger trigger, std::vector<ProbeRun> runs) {
  return post(health_report(identity_, trigger, runs, clock_));
}

Task<void> Reporter::post(v1::HealthReport report) {
  *report.mutable_cost() = cost();
  if (report.trigger() == v1::TRIGGER_PERIODIC)
    shorten(report);
  last_report_wall_ = clock_.wall();
  if (!mailbox_)
    co_return Result<void>();
  const auto state = co_await mailbox_->state();
  if (state)
    report.set_dropped_reports(state->dropped);
  const Mailbox::Serialise serialise = [report = std::move(report)](
                                           const std::string& outbox,
                                           std::uint64_t seq) {
    auto numbered = report;
    numbered.set_outbox(outbox);
    numbered.set_seq(seq);
    return numbered.SerializeAsString();
  };
  const auto posted = co_await mailbox_->send(Channel::report, serialise);
  if (!posted)
    co_return posted.error().during("storing a report");
  if (!posted->not_on_disk.empty()) {
    log::warning("report " + std::to_string(posted->seq) +
                 " is kept in memory only: " + posted->not_on_disk);
  }
  co_return Result<void>();
}

}  // namespace soundcheck
