#include "probes/system/memory.hpp"

#include "probes/findings.hpp"

namespace soundcheck::system {

namespace {

double percent(std::uint64_t part, std::uint64_t whole) {
  return 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

/// MemAvailable, not MemFree: the page cache can be had back at any time
/// (proc(5)). OpenBMC's health monitor calls less than 15 % critical on a
/// server's controller; a speaker lives with less, so the profile decides.
Finding judge_available(double available_percent,
                        const Profile::Memory& limits) {
  const bool low = available_percent < limits.min_available_percent;
  return judged("system.memory_low", low,
                decimal(available_percent) + " % available (limit " +
                    decimal(limits.min_available_percent) + " %)");
}

/// PSI measures time lost, where free memory only hints at it
/// (Documentation/accounting/psi.rst). "full" is time in which no task ran.
Finding judge_pressure(const std::optional<Pressure>& pressure,
                       const Profile::Memory& limits) {
  const std::string id = "system.memory_pressure";
  if (!pressure || !pressure->full_avg60)
    return unknown_finding(id, "this kernel has no memory pressure");
  const double stalled = *pressure->full_avg60;
  return judged(id, stalled > limits.max_full_pressure_percent,
                "all tasks waited for memory " + decimal(stalled) +
                    " % of the last minute (limit " +
                    decimal(limits.max_full_pressure_percent) + " %)");
}

Finding judge_kills(const std::optional<std::uint64_t>& kills) {
  const std::string id = "system.oom_kills";
  if (!kills)
    return unknown_finding(id, "this kernel does not count them");
  return judged(id, *kills > 0,
                std::to_string(*kills) +
                    " processes killed for want of memory since boot");
}

std::vector<Measurement> measurements_of(const MemoryState& state,
                                         double available_percent) {
  std::vector<Measurement> list = {
      {"available", available_percent, "%"},
      {"total", static_cast<double>(state.total_bytes), "bytes"}};
  if (state.swap_total_bytes > 0) {
    list.push_back({"swap_free",
                    percent(state.swap_free_bytes, state.swap_total_bytes),
                    "%"});
  }
  if (state.pressure) {
    list.push_back({"pressure_some_avg60", state.pressure->some_avg60, "%"});
    if (state.pressure->full_avg60) {
      list.push_back({"pressure_full_avg60", *state.pressure->full_avg60, "%"});
    }
  }
  if (state.oom_kills) {
    list.push_back(
        {"oom_kills", static_cast<double>(*state.oom_kills), "count"});
  }
  return list;
}

}  // namespace

Task<Verdict> check_memory(System& system,
                           Profile::Memory limits,
                           Progress& progress) {
  progress.report(0, "reading memory");
  const auto state = co_await system.memory();
  if (!state)
    co_return state.error().during("reading memory");

  const double available = percent(state->available_bytes, state->total_bytes);
  Verdict verdict{};
  verdict.findings = {judge_available(available, limits),
                      judge_pressure(state->pressure, limits),
                      judge_kills(state->oom_kills)};
  verdict.measurements = measurements_of(*state, available);
  verdict.outcome = outcome_of(verdict.findings,
                               {"system.memory_pressure", "system.oom_kills"});
  verdict.summary = verdict.outcome == Outcome::failed
                        ? evidence_of(verdict.findings, Presence::present)
                        : decimal(available) + " % of memory is available";
  co_return verdict;
}

}  // namespace soundcheck::system
