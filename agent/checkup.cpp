#include "agent/checkup.hpp"

#include <algorithm>
#include <boost/asio/this_coro.hpp>

namespace soundcheck {

namespace asio = boost::asio;

namespace {

/// Passes on what a probe tells of itself, as a step of the check-up.
class Teller final : public Progress {
 public:
  Teller(Step step, const Watch& watch)
      : step_(std::move(step)), watch_(watch) {
    tell();
  }

  void report(double fraction, std::string_view text) override {
    step_.fraction = std::clamp(fraction, step_.fraction, 1.0);
    step_.text = text;
    tell();
  }

  void finish(const ProbeRun& run) {
    step_.fraction = 1;
    step_.text = run.summary;
    step_.finished = &run;
    tell();
  }

 private:
  void tell() const {
    if (watch_)
      watch_(step_);
  }

  Step step_;
  const Watch& watch_;
};

diagnosis::Judgement judgement_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::passed:
      return diagnosis::Judgement::passed;
    case Outcome::failed:
      return diagnosis::Judgement::failed;
    case Outcome::not_supported:
      return diagnosis::Judgement::not_supported;
    default:
      return diagnosis::Judgement::could_not_tell;
  }
}

diagnosis::Answer answer_of(Presence presence) {
  switch (presence) {
    case Presence::present:
      return diagnosis::Answer::present;
    case Presence::absent:
      return diagnosis::Answer::absent;
    default:
      return diagnosis::Answer::unknown;
  }
}

diagnosis::ProbeEvidence evidence_of(const ProbeRun& run) {
  diagnosis::ProbeEvidence evidence;
  evidence.probe_id = run.probe_id;
  evidence.judgement = judgement_of(run.outcome);
  for (const auto& finding : run.findings) {
    evidence.findings.push_back({finding.id, answer_of(finding.presence),
                                 finding.evidence, finding.confidence});
  }
  return evidence;
}

unsigned age_s(const ProbeRun& run, std::chrono::milliseconds now) {
  const auto age = now - run.started - run.duration;
  return static_cast<unsigned>(
      std::chrono::floor<std::chrono::seconds>(std::max(age, decltype(age){}))
          .count());
}

/// A newer knowledge base may ask for a probe that this agent does not have.
ProbeRun run_of_missing(std::string probe_id, std::chrono::milliseconds now) {
  ProbeRun run{};
  run.outcome = Outcome::not_supported;
  run.reason = Errc::unsupported;
  run.summary = "this agent has no probe " + probe_id;
  run.started = now;
  run.probe_id = std::move(probe_id);
  return run;
}

asio::awaitable<bool> stopped() {
  const auto state = co_await asio::this_coro::cancellation_state;
  co_return state.cancelled() != asio::cancellation_type::none;
}

}  // namespace

Checkup::Checkup(Runner& runner,
                 const std::vector<Probe>& catalog,
                 Engines engines,
                 Clock& clock)
    : runner_(runner),
      catalog_(catalog),
      engines_(std::move(engines)),
      clock_(clock) {}

Checkup::Checkup(Runner& runner,
                 const std::vector<Probe>& catalog,
                 const diagnosis::Engine& engine,
                 Clock& clock)
    : Checkup(
          runner,
          catalog,
          [&engine] {
            return std::shared_ptr<const diagnosis::Engine>(
                std::shared_ptr<void>(), &engine);
          },
          clock) {}

const Probe* Checkup::find(std::string_view probe_id) const {
  for (const auto& probe : catalog_) {
    if (probe.id == probe_id)
      return &probe;
  }
  return nullptr;
}

asio::awaitable<ProbeRun> Checkup::run_one(Step step, const Watch& watch) {
  const auto* probe = find(step.probe_id);
  Teller teller(step, watch);
  if (!probe) {
    const auto missing = run_of_missing(step.probe_id, clock_.monotonic());
    teller.finish(missing);
    co_return missing;
  }
  const auto run = co_await runner_.run(*probe, teller);
  teller.finish(run);
  co_return run;
}

asio::awaitable<std::vector<ProbeRun>> Checkup::run(
    std::vector<std::string> probe_ids,
    Watch watch) {
  // Whoever stops a check-up still gets what it found.
  co_await asio::this_coro::throw_if_cancelled(false);
  std::vector<ProbeRun> runs;
  for (const auto& id : probe_ids) {
    const bool stop = co_await stopped();
    if (stop)
      break;
    Step step;
    step.probe_id = id;
    step.index = static_cast<unsigned>(runs.size());
    step.count = static_cast<unsigned>(probe_ids.size());
    auto run = co_await run_one(step, watch);
    runs.push_back(std::move(run));
  }
  co_return runs;
}

asio::awaitable<CheckupResult> Checkup::diagnose(diagnosis::Question question,
                                                 Watch watch) {
  co_await asio::this_coro::throw_if_cancelled(false);
  const auto started = clock_.monotonic();
  CheckupResult result;
  result.question = std::move(question);
  if (recall_) {
    for (auto& word : recall_())
      result.question.circumstances.push_back(std::move(word));
  }
  const auto engine = engines_();
  result.knowledge_hash = engine->knowledge_hash();
  std::vector<diagnosis::ProbeEvidence> evidence;
  result.cancelled = co_await stopped();
  while (!result.cancelled) {
    const auto next = engine->next_test(evidence, result.question);
    if (!next)
      break;
    Step step;
    step.probe_id = next->probe_id;
    step.why_id = next->why_id;
    step.separates = next->separates;
    step.index = static_cast<unsigned>(result.runs.size());
    step.count = next->expected_tests;
    auto run = co_await run_one(step, watch);
    evidence.push_back(evidence_of(run));
    result.runs.push_back(std::move(run));
    result.cancelled = co_await stopped();
  }
  for (std::size_t i = 0; i < evidence.size(); ++i)
    evidence[i].age_s = age_s(result.runs[i], clock_.monotonic());
  result.diagnosis = engine->conclude(evidence, result.question);
  result.duration = clock_.monotonic() - started;
  co_return result;
}

std::vector<diagnosis::TestCost> costs_of(const std::vector<Probe>& catalog) {
  std::vector<diagnosis::TestCost> costs;
  for (const auto& probe : catalog) {
    const auto& cost = probe.cost;
    costs.push_back({probe.id, cost.seconds, cost.audible,
                     cost.interrupts_playback, cost.airtime,
                     cost.needs_test_consent()});
  }
  return costs;
}

}  // namespace soundcheck
