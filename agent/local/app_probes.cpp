#include <algorithm>
#include <boost/asio/this_coro.hpp>

#include "agent/local/app_probe_desk.hpp"
#include "soundcheck/v1/presence.pb.h"
#include "soundcheck/v1/report.pb.h"

namespace soundcheck::local {

namespace asio = boost::asio;

namespace {

constexpr std::string_view area = "app.";
constexpr std::size_t max_name_bytes = 32;
constexpr std::size_t max_title_bytes = 64;
constexpr double max_seconds = 60;
constexpr int max_items = 16;  // measurements and findings, each
constexpr std::uint32_t usual_deadline_ms = 10'000;
constexpr std::uint32_t max_deadline_ms = 60'000;

bool is_name(std::string_view name) {
  return !name.empty() && name.size() <= max_name_bytes &&
         name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") ==
             name.npos;
}

Presence presence_of(v1::Presence presence) {
  if (presence == v1::PRESENCE_PRESENT)
    return Presence::present;
  return presence == v1::PRESENCE_ABSENT ? Presence::absent : Presence::unknown;
}

/// A program speaks for itself: of no finding that is another probe's.
Result<Verdict> verdict_of(const v1::ProbeResult& result) {
  if (result.outcome() == v1::OUTCOME_NOT_SUPPORTED)
    return Error(Errc::unsupported, result.summary());
  Verdict verdict{Outcome::inconclusive, result.summary(), {}, {}};
  if (result.outcome() == v1::OUTCOME_PASSED)
    verdict.outcome = Outcome::passed;
  if (result.outcome() == v1::OUTCOME_FAILED)
    verdict.outcome = Outcome::failed;
  for (const auto& one : result.measurements())
    verdict.measurements.push_back({one.name(), one.value(), one.unit()});
  for (const auto& one : result.findings()) {
    verdict.findings.push_back(
        {one.id(), presence_of(one.presence()), one.evidence()});
  }
  return verdict;
}

bool is_sound(const v1::ProbeInfo& info) {
  // "app.events" is the daemon's own.
  return is_name(info.id()) && info.id() != "events" && !info.title().empty() &&
         info.title().size() <= max_title_bytes && info.seconds() >= 0 &&
         info.seconds() <= max_seconds;
}

bool is_sound(const v1::ProbeResult& result) {
  const auto& findings = result.findings();
  return result.measurements_size() <= max_items &&
         findings.size() <= max_items &&
         std::all_of(findings.begin(), findings.end(), [](const auto& one) {
           return std::string_view(one.id()).starts_with(area);
         });
}

class AppProbes final : public AppProbeDesk {
 public:
  AppProbes(asio::any_io_executor executor,
            std::vector<Probe>& catalog,
            std::vector<Probe>& silent)
      : bell_(std::move(executor)), catalog_(catalog), silent_(silent) {}

  Result<AppProbe*> offer(std::uint64_t client,
                          const std::string& info) override;
  void end_offer(AppProbe& probe) override;
  Result<void> give(std::uint64_t client, const std::string& result) override;
  void gone(std::uint64_t client) override;
  Bell& bell() override { return bell_; }

 private:
  AppProbe* find(std::string_view id);
  void add_row(const std::string& id, const v1::ProbeInfo& info);
  void release(AppProbe& probe);
  Task<Verdict> run(AppProbe& probe);

  Bell bell_;
  std::vector<Probe>& catalog_;
  std::vector<Probe>& silent_;
  std::vector<AppProbe> probes_;  ///< never more than `most`: they do not move
};

AppProbe* AppProbes::find(std::string_view id) {
  for (auto& probe : probes_) {
    if (probe.id == id)
      return &probe;
  }
  return nullptr;
}

void AppProbes::add_row(const std::string& id, const v1::ProbeInfo& info) {
  Probe row;
  row.id = id;
  row.title = info.title();
  row.deadline = std::chrono::milliseconds(
      info.deadline_ms() == 0 ? usual_deadline_ms
                              : std::min(info.deadline_ms(), max_deadline_ms));
  row.cost = {info.seconds(), info.audible(), info.interrupts_playback(),
              info.airtime()};
  row.hardware = Hardware::none;
  row.run = [this, probe = find(id)](Progress&) { return run(*probe); };
  if (!row.cost.needs_test_consent())
    silent_.push_back(row);
  catalog_.push_back(std::move(row));
}

Result<AppProbe*> AppProbes::offer(std::uint64_t client,
                                   const std::string& bytes) {
  v1::ProbeInfo info;
  if (!info.ParseFromString(bytes) || !is_sound(info)) {
    return Error(Errc::parse,
                 "the name of a probe has 1 to 32 lower-case letters, digits "
                 "and \"_\", its title 1 to 64 bytes, and it takes at most 60 "
                 "seconds");
  }
  const auto id = std::string(area) + info.id();
  auto* probe = find(id);
  if (!probe) {
    if (probes_.size() == most)
      return Error(Errc::busy, "no room for another probe");
    probes_.reserve(most);
    probe = &probes_.emplace_back();
    probe->id = id;
    add_row(id, info);
  }
  if ((probe->client != 0 && probe->client != client) || probe->offered)
    return Error(Errc::busy, id + " is offered already");
  probe->client = client;
  probe->offered = true;
  return probe;
}

void AppProbes::end_offer(AppProbe& probe) {
  const bool asked = probe.asked;
  probe.offered = probe.asked = false;
  if (!asked)
    release(probe);
}

Task<Verdict> AppProbes::run(AppProbe& probe) {
  if (probe.client == 0)
    co_return Error(Errc::unsupported, "no program offers it now");
  if (!probe.offered || probe.asked || probe.running)
    co_return Error(Errc::busy, "the program is at it still");
  probe.asked = probe.running = true;
  probe.answered = false;
  bell_.ring();
  co_await asio::this_coro::throw_if_cancelled(false);
  auto stopped = asio::cancellation_type::none;
  while (!probe.answered && stopped == asio::cancellation_type::none) {
    (void)co_await bell_.wait();
    const auto state = co_await asio::this_coro::cancellation_state;
    stopped = state.cancelled();
  }
  probe.running = false;
  if (!probe.answered)
    co_return Error(Errc::cancelled, "stopped");
  co_return std::move(probe.answer);
}

Result<void> AppProbes::give(std::uint64_t client, const std::string& bytes) {
  v1::ProbeResult result;
  const bool readable = result.ParseFromString(bytes);
  auto* probe = find(result.probe_id());
  if (!probe || probe->client != client || probe->asked || !probe->running)
    return Error(Errc::unsupported, "nobody waits for it (any more)");
  if (!readable || !is_sound(result)) {
    return Error(
        Errc::parse,
        "at most 16 measurements and 16 findings, whose ids begin with "
        "\"app.\"");
  }
  probe->answer = verdict_of(result);
  probe->answered = true;
  bell_.ring();
  return {};
}

void AppProbes::release(AppProbe& probe) {
  probe.client = 0;
  probe.answer = Error(Errc::io, "the program that offers it has gone");
  probe.answered = true;
  bell_.ring();
}

void AppProbes::gone(std::uint64_t client) {
  for (auto& probe : probes_) {
    if (probe.client == client)
      release(probe);
  }
}

}  // namespace

std::unique_ptr<AppProbeDesk> make_app_probes(asio::any_io_executor executor,
                                              std::vector<Probe>& catalog,
                                              std::vector<Probe>& silent) {
  return std::make_unique<AppProbes>(std::move(executor), catalog, silent);
}

}  // namespace soundcheck::local
