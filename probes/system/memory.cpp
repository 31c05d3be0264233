#include "probes/system/memory.hpp"

#include "probes/findings.hpp"
#include "probes/system/ages.hpp"

namespace soundcheck::system {

namespace {

using namespace std::chrono_literals;

/// Who was killed longer ago has been started again since; a program that leaks
/// is killed again.
constexpr auto lately = 1h;

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

std::string mebibytes(double bytes) {
  return decimal(bytes / 1024 / 1024) + " MiB";
}

/// Whom to suspect: "; most has player, 41.0 MiB, 30.2 MiB more than 9 min
/// ago".
std::string suspect(const std::optional<ProgramUse>& program) {
  if (!program || program->resident_bytes == 0)
    return "";
  auto text = "; most has " + program->name + ", " +
              mebibytes(static_cast<double>(program->resident_bytes));
  if (program->grown_bytes > 0 && program->seen_for >= 1s) {
    text += ", " + mebibytes(static_cast<double>(program->grown_bytes)) +
            " more than " + in_words(program->seen_for) + " ago";
  }
  return text;
}

Finding judge_kills(const MemoryState& state) {
  const std::string id = "system.oom_kills";
  const auto& kill = state.last_kill;
  if (!state.oom_kills && !kill)
    return unknown_finding(id, "this kernel does not count them");
  const auto total =
      std::to_string(state.oom_kills.value_or(1)) + " since boot";
  if (state.oom_kills == 0u)
    return judged(id, false, "no process was killed for want of memory");
  if (!kill || (kill->at_most_ago > lately && kill->at_least_ago <= lately)) {
    return unknown_finding(
        id, "killed for want of memory, it is not known when: " + total);
  }
  const auto who = kill->program.empty() ? "a process" : kill->program;
  return judged(id, kill->at_most_ago <= lately,
                who + " was killed for want of memory " +
                    in_words(kill->at_least_ago) + " ago, " + total);
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
  if (state.biggest) {
    list.push_back({"biggest_program",
                    static_cast<double>(state.biggest->resident_bytes),
                    "bytes"});
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
                      judge_kills(*state)};
  const auto hint = suspect(state->biggest);
  for (auto& finding : verdict.findings) {
    if (finding.presence == Presence::present)
      finding = judged(finding.id, true, finding.evidence + hint);
  }
  verdict.measurements = measurements_of(*state, available);
  verdict.outcome = outcome_of(verdict.findings,
                               {"system.memory_pressure", "system.oom_kills"});
  verdict.summary = verdict.outcome == Outcome::failed
                        ? evidence_of(verdict.findings, Presence::present)
                        : decimal(available) + " % of memory is available";
  co_return verdict;
}

}  // namespace soundcheck::system
