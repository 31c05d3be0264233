#include "agent/reporter.hpp"

#include <algorithm>

#include "agent/health_report.hpp"
#include "agent/log.hpp"
#include "agent/report.hpp"

namespace soundcheck {

namespace asio = boost::asio;

namespace {

// Of the wire; see report.proto.
constexpr std::chrono::minutes connection_window{20};
constexpr std::ptrdiff_t max_connection_events = 60;

}  // namespace

Reporter::Reporter(Identity identity,
                   const KnowledgeMark& knowledge,
                   const Clock& clock,
                   ConnectionLog& connections,
                   const Uplink& uplink,
                   Mailbox* mailbox)
    : identity_(std::move(identity)),
      knowledge_(knowledge),
      clock_(clock),
      connections_(connections),
      uplink_(uplink),
      mailbox_(mailbox) {}

v1::AgentCost Reporter::cost() const {
  return to_wire(own_cost(), uplink_.sent_bytes());
}

Task<void> Reporter::report(v1::Trigger trigger, CheckupResult result) {
  auto report =
      health_report(identity_, knowledge_, trigger, result.runs, clock_);
  last_diagnosis_ = to_wire(result);
  *report.mutable_diagnosis() = *last_diagnosis_;
  return post(std::move(report));
}

Task<void> Reporter::report(v1::Trigger trigger, std::vector<ProbeRun> runs) {
  return post(health_report(identity_, knowledge_, trigger, runs, clock_));
}

Task<void> Reporter::report(v1::RemedyResult remedy) {
  const auto trigger =
      remedy.automatic() ? v1::TRIGGER_CHANGE : v1::TRIGGER_ON_DEMAND;
  auto report = health_report(identity_, knowledge_, trigger, {}, clock_);
  const auto& confirmed = remedy.confirmed();
  if (!confirmed.empty())
    *report.add_results() = *confirmed.rbegin();
  *report.add_remedies() = std::move(remedy);
  return post(std::move(report));
}

std::string Reporter::last_fault_for(std::string_view remedy_id) const {
  if (!last_diagnosis_)
    return "";
  for (const auto& fault : last_diagnosis_->faults()) {
    const auto& ids = fault.remedy_ids();
    if (std::find(ids.begin(), ids.end(), remedy_id) != ids.end())
      return fault.fault_id();
  }
  return "";
}

/// A complaint is about what was before it.
asio::awaitable<void> Reporter::add_connection(v1::HealthReport& report) {
  const auto events = co_await connections_.recent(connection_window);
  if (!events)
    co_return;
  auto from = events->begin();
  if (events->end() - from > max_connection_events)
    from = events->end() - max_connection_events;
  for (; from != events->end(); ++from)
    *report.add_connection() = to_wire(*from);
}

Task<void> Reporter::post(v1::HealthReport report) {
  *report.mutable_cost() = cost();
  if (report.trigger() == v1::TRIGGER_PERIODIC) {
    shorten(report);
  } else if (report.has_diagnosis()) {
    co_await add_connection(report);
  }
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
