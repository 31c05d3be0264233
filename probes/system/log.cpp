#include "probes/system/log.hpp"

#include "probes/findings.hpp"
#include "probes/system/ages.hpp"

namespace soundcheck::system {

namespace {

using namespace std::chrono_literals;

std::string story_of(const LogState& state) {
  auto text = decimal(state.records_per_minute, 0) +
              " records a minute in the log (limit " +
              decimal(state.limit_per_minute, 0);
  if (state.usual_per_minute)
    text += ", usual " + decimal(*state.usual_per_minute, 0);
  return text + ")";
}

std::vector<Measurement> measurements_of(const LogState& state) {
  std::vector<Measurement> list = {
      {"log_rate", state.records_per_minute, "1/min"},
      {"log_errors", state.errors_per_minute, "1/min"}};
  if (state.usual_per_minute)
    list.push_back({"log_rate_usual", *state.usual_per_minute, "1/min"});
  return list;
}

Finding judge(const LogState& state) {
  const std::string id = "system.log_storm";
  if (state.measured < 1s)
    return unknown_finding(id, "the log was not watched for a second yet");
  auto text = story_of(state);
  const bool storm = state.records_per_minute > state.limit_per_minute;
  if (storm && !state.noisiest.empty())
    text += ", most by " + state.noisiest;
  return judged(id, storm, std::move(text));
}

}  // namespace

Task<Verdict> check_log(System& system, Progress& progress) {
  progress.report(0, "reading how fast the log grows");
  const auto state = system.log();
  if (!state)
    co_return state.error().during("reading the log");
  Verdict verdict{};
  verdict.findings.push_back(judge(*state));
  verdict.measurements = measurements_of(*state);
  verdict.outcome = outcome_of(verdict.findings);
  verdict.summary = verdict.findings.front().evidence;
  co_return verdict;
}

}  // namespace soundcheck::system
