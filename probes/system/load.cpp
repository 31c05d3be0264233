#include "probes/system/load.hpp"

#include "probes/findings.hpp"

namespace soundcheck::system {

namespace {

/// "some": the share of time in which at least one task waited. For audio that
/// is what counts, because one late task is a gap in the music. The limits of
/// the profile are defaults of ours; no kernel document names any.
Finding judge_pressure(std::string id,
                       std::string_view what,
                       const std::optional<Pressure>& pressure,
                       double limit_percent) {
  if (!pressure)
    return unknown_finding(std::move(id),
                           "this kernel has no pressure figures");
  return judged(std::move(id), pressure->some_avg60 > limit_percent,
                "tasks waited for " + std::string(what) + " " +
                    decimal(pressure->some_avg60) +
                    " % of the last minute (limit " + decimal(limit_percent) +
                    " %)");
}

/// Of storage "full" counts, too: nothing ran at all until it answered, which
/// is more than a background writer who waits for himself.
Finding judge_io(const std::optional<Pressure>& pressure,
                 const Profile::Load& limits) {
  const std::string id = "system.io_pressure";
  const double full = pressure ? pressure->full_avg60.value_or(0) : 0;
  if (full > limits.max_full_io_pressure_percent) {
    return judged(id, true,
                  "nothing ran for waiting for storage " + decimal(full) +
                      " % of the last minute (limit " +
                      decimal(limits.max_full_io_pressure_percent) + " %)");
  }
  return judge_pressure(id, "storage", pressure,
                        limits.max_io_pressure_percent);
}

/// Whom to suspect: "; busiest is player with 98 %; 1 sound stream stands
/// still".
std::string suspect(const LoadState& state) {
  std::string text;
  // Less than half of a processor starves nobody.
  if (state.busiest && state.busiest->processor_percent >= 50) {
    text = "; busiest is " + state.busiest->name + " with " +
           decimal(state.busiest->processor_percent, 0) + " %";
  }
  if (state.late_streams.value_or(0) > 0) {
    text += "; sound streams that stand still for want of samples: " +
            std::to_string(*state.late_streams);
  }
  return text;
}

/// The average of one minute, because that is the window of the pressures.
Finding judge_load(const LoadState& state, double limit) {
  const double each = state.load1 / state.processors;
  return judged("system.load_high", each > limit,
                "load " + decimal(state.load1, 2) + ", " + decimal(each, 2) +
                    " per processor (limit " + decimal(limit) + ")");
}

void measure(std::vector<Measurement>& measurements,
             const std::string& what,
             const std::optional<Pressure>& pressure) {
  if (!pressure)
    return;
  measurements.push_back(
      {what + "_pressure_some_avg60", pressure->some_avg60, "%"});
  if (pressure->full_avg60) {
    measurements.push_back(
        {what + "_pressure_full_avg60", *pressure->full_avg60, "%"});
  }
}

}  // namespace

Task<Verdict> check_load(System& system,
                         Profile::Load limits,
                         Progress& progress) {
  progress.report(0, "reading the load");
  const auto state = co_await system.load();
  if (!state)
    co_return state.error().during("reading the load");

  Verdict verdict{};
  verdict.findings = {
      judge_pressure("system.cpu_pressure", "a processor", state->cpu_pressure,
                     limits.max_cpu_pressure_percent),
      judge_io(state->io_pressure, limits),
      judge_load(*state, limits.max_load_per_processor)};
  const auto hint = suspect(*state);
  for (auto& finding : verdict.findings) {
    if (finding.presence == Presence::present &&
        finding.id != "system.io_pressure")
      finding = judged(finding.id, true, finding.evidence + hint);
  }
  verdict.measurements = {
      {"load1", state->load1, ""},
      {"load5", state->load5, ""},
      {"load15", state->load15, ""},
      {"processors", static_cast<double>(state->processors), "count"}};
  measure(verdict.measurements, "cpu", state->cpu_pressure);
  measure(verdict.measurements, "io", state->io_pressure);
  if (state->busiest) {
    verdict.measurements.push_back(
        {"busiest_program", state->busiest->processor_percent, "%"});
  }
  if (state->late_streams) {
    verdict.measurements.push_back(
        {"late_streams", static_cast<double>(*state->late_streams), "count"});
  }

  verdict.outcome = outcome_of(verdict.findings,
                               {"system.cpu_pressure", "system.io_pressure"});
  verdict.summary = verdict.outcome == Outcome::failed
                        ? evidence_of(verdict.findings, Presence::present)
                        : verdict.findings.back().evidence;
  co_return verdict;
}

}  // namespace soundcheck::system
