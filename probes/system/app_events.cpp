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

Finding judge(const std::vector<AppNumber>& numbers,
              const Sign& sign,
              double limit) {
  for (const auto& number : numbers) {
    if (number.counted && number.name == sign.event) {
      return judged(sign.finding, number.value > limit,
                    decimal(number.value, 0) + sign.words +
                        " in an hour (limit " + decimal(limit, 0) + ')');
    }
  }
  return unknown_finding(sign.finding,
                         std::string("no program counts ") + sign.event);
}

Measurement measurement_of(const AppNumber& number) {
  auto name = number.name;
  std::replace(name.begin(), name.end(), '.', '_');
  return {std::move(name), number.value,
          number.counted ? std::string("1/h") : number.unit};
}

}  // namespace

Task<Verdict> check_app_events(AppLog& log,
                               AppEventLimits limits,
                               Progress& progress) {
  progress.report(0, "reading what programs told");
  const auto numbers = log.numbers();
  if (!numbers)
    co_return numbers.error();
  Verdict verdict{};
  verdict.findings = {judge(*numbers, underruns, limits.underruns),
                      judge(*numbers, no_replies, limits.no_replies)};
  for (const auto& number : *numbers)
    verdict.measurements.push_back(measurement_of(number));
  // Whoever tells only of other things has not failed to tell of these.
  verdict.outcome =
      outcome_of(verdict.findings, {underruns.finding, no_replies.finding});
  verdict.summary = evidence_of(verdict.findings, Presence::present);
  if (verdict.summary.empty())
    verdict.summary = "no program complains of more than is usual";
  co_return verdict;
}

}  // namespace soundcheck::system
