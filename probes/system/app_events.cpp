#include "probes/system/app_events.hpp"

#include <algorithm>

#include "probes/findings.hpp"

namespace soundcheck::system {

namespace {

struct Sign {
  const char* event;
  const char* finding;
  const char* words;
};

constexpr Sign underruns{"playback.underrun", "app.underruns",
                         " gaps in playback"};
constexpr Sign no_replies{"asr.no_reply", "app.no_replies",
                          " questions without an answer"};

Finding judge(AppLog& log, const Sign& sign, double limit) {
  for (std::size_t i = 0; const auto* number = log.number(i); ++i) {
    if (number->counted && number->name == sign.event) {
      return judged(sign.finding, number->value > limit,
                    decimal(number->value, 0) + sign.words +
                        " in an hour (limit " + decimal(limit, 0) + ')');
    }
  }
  return unknown_finding(sign.finding,
                         std::string("no program counts ") + sign.event);
}

std::vector<Measurement> measurements_of(AppLog& log) {
  std::vector<Measurement> list;
  for (std::size_t i = 0; const auto* number = log.number(i); ++i) {
    list.push_back({number->name, number->value,
                    number->counted ? std::string("1/h") : number->unit});
    auto& name = list.back().name;
    std::replace(name.begin(), name.end(), '.', '_');
  }
  return list;
}

Result<Verdict> judge(AppLog& log, const AppEventLimits& limits) {
  Verdict verdict{};
  verdict.measurements = measurements_of(log);
  if (verdict.measurements.empty())
    return Error(Errc::unsupported, "no program tells of itself");
  auto& findings = verdict.findings;
  findings.push_back(judge(log, underruns, limits.underruns));
  findings.push_back(judge(log, no_replies, limits.no_replies));
  verdict.summary = evidence_of(findings, Presence::present);
  // Whoever tells only of other things has not failed to tell of these.
  verdict.outcome = Outcome::failed;
  if (verdict.summary.empty()) {
    verdict.outcome = Outcome::passed;
    verdict.summary = "no program complains of more than is usual";
  }
  return verdict;
}

}  // namespace

Task<Verdict> check_app_events(AppLog& log,
                               AppEventLimits limits,
                               Progress& progress) {
  progress.report(0, "reading what programs told");
  co_return judge(log, limits);
}

}  // namespace soundcheck::system
