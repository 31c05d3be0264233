#include "tests/bench/diagnosis/scores.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace soundcheck::bench {

using namespace diagnosis;

namespace {

constexpr double z_of_95_percent = 1.96;

double wilson(const Share& share, double sign) {
  if (share.all == 0)
    return 0;
  const double n = share.all;
  const double z = z_of_95_percent;
  const double p = share.value();
  const double middle = p + z * z / (2 * n);
  const double half = z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
  return (middle + sign * half) / (1 + z * z / n);
}

bool contains(const std::vector<std::string>& list, const std::string& item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

std::string joined(const std::vector<std::string>& list) {
  std::string text;
  for (const auto& item : list)
    text += (text.empty() ? "" : "+") + item;
  return text.empty() ? "no fault" : text;
}

std::vector<std::string> named(const Diagnosis& diagnosis) {
  std::vector<std::string> ids;
  for (const auto& fault : diagnosis.faults)
    ids.push_back(fault.fault_id);
  return ids;
}

/// Whether the first of the ranking shares with a true fault what `part` is.
template <class Part>
bool shares(const Knowledge& knowledge,
            const Run& run,
            const Case& one,
            Part part) {
  const auto* first =
      run.ranking.empty() ? nullptr : knowledge.fault(run.ranking[0]);
  return first &&
         std::any_of(one.truth.begin(), one.truth.end(), [&](const auto& id) {
           const auto* fault = knowledge.fault(id);
           return fault && part(*fault) == part(*first);
         });
}

/// Whether every true fault is among the first three.
bool all_in_three(const Case& one, const Run& run) {
  const auto end =
      run.ranking.begin() +
      static_cast<std::ptrdiff_t>(std::min<std::size_t>(3, run.ranking.size()));
  return std::all_of(one.truth.begin(), one.truth.end(), [&](const auto& id) {
    return std::find(run.ranking.begin(), end, id) != end;
  });
}

void count_faulty(const Knowledge& knowledge,
                  const Case& one,
                  const Run& run,
                  Scores& scores) {
  if (one.truth.size() > 1) {
    scores.both.count(all_in_three(one, run));
    return;
  }
  const bool top1 = !run.ranking.empty() && contains(one.truth, run.ranking[0]);
  scores.top1.count(top1);
  scores.top3.count(all_in_three(one, run));
  scores.component.count(shares(
      knowledge, run, one, [](const auto& fault) { return fault.component; }));
  scores.layer.count(shares(knowledge, run, one,
                            [](const auto& fault) { return fault.layer; }));
  const auto& faults = run.diagnosis.faults;
  const double off =
      (faults.empty() ? 0 : faults[0].probability) - (top1 ? 1 : 0);
  scores.brier += off * off;
}

bool grave(const Knowledge& knowledge, const RankedFault& named) {
  const auto* fault = knowledge.fault(named.fault_id);
  return fault && fault->severity <= 2;
}

void count_healthy(const Knowledge& knowledge, const Run& run, Scores& scores) {
  const auto& faults = run.diagnosis.faults;
  scores.false_alarm.count(!faults.empty());
  scores.grave_alarm.count(
      std::any_of(faults.begin(), faults.end(),
                  [&](const auto& one) { return grave(knowledge, one); }));
}

void count(const Knowledge& knowledge,
           const Case& one,
           const Run& run,
           Scores& scores) {
  auto found = named(run.diagnosis);
  auto truth = one.truth;
  std::sort(found.begin(), found.end());
  std::sort(truth.begin(), truth.end());
  scores.exact.count(found == truth);
  if (one.truth.empty())
    count_healthy(knowledge, run, scores);
  else
    count_faulty(knowledge, one, run, scores);
  if (found == truth)
    return;
  const auto first = run.ranking.empty() ? "no fault" : run.ranking[0];
  ++scores.confusions[joined(one.truth) + " -> " + first];
  scores.misses.push_back({one.name, joined(one.truth),
                           joined(named(run.diagnosis)),
                           run.diagnosis.surprise});
}

double area_under(const std::vector<double>& unknown_ones,
                  const std::vector<double>& known_ones) {
  double sum = 0;
  for (const double a : unknown_ones) {
    for (const double b : known_ones)
      sum += a > b ? 1 : a == b ? 0.5 : 0;
  }
  const double pairs =
      static_cast<double>(unknown_ones.size() * known_ones.size());
  return pairs > 0 ? sum / pairs : 0;
}

}  // namespace

double Share::low() const {
  return wilson(*this, -1);
}

double Share::high() const {
  return wilson(*this, 1);
}

Run run(const Engine& engine, const Case& one) {
  Run result;
  std::vector<ProbeEvidence> evidence;
  while (const auto next = engine.next_test(evidence, one.question)) {
    ++result.tests;
    const auto answer = one.answers.find(next->probe_id);
    if (answer == one.answers.end()) {
      ++result.unrecorded;
      evidence.push_back({next->probe_id, Judgement::could_not_tell, {}});
      continue;
    }
    result.seconds += one.seconds.at(next->probe_id);
    evidence.push_back(answer->second);
  }
  result.diagnosis = engine.conclude(evidence, one.question);
  result.ranking = named(result.diagnosis);
  for (const auto& rival : result.diagnosis.rivals)
    result.ranking.push_back(rival.fault_id);
  return result;
}

Scores score(const Ranker& ranker,
             const Knowledge& knowledge,
             const std::vector<TestCost>& costs,
             const std::vector<Case>& cases) {
  const auto engine = ranker.make(knowledge, costs);
  Scores scores;
  for (const auto& one : cases) {
    const auto result = run(*engine, one);
    scores.tests += result.tests;
    scores.seconds += result.seconds;
    scores.unrecorded += result.unrecorded;
    count(knowledge, one, result, scores);
  }
  const auto all = static_cast<double>(cases.size());
  scores.tests /= all;
  scores.seconds /= all;
  if (scores.top1.all > 0)
    scores.brier /= scores.top1.all;
  return scores;
}

UnknownScores score_unknown(const Ranker& ranker,
                            const Knowledge& knowledge,
                            const std::vector<TestCost>& costs,
                            const std::vector<Case>& cases) {
  constexpr unsigned folds = 5;
  std::set<std::string> broken;
  for (const auto& one : cases)
    broken.insert(one.truth.begin(), one.truth.end());
  UnknownScores scores;
  std::vector<double> of_unknown;
  std::vector<double> of_known;
  for (unsigned fold = 0; fold < folds; ++fold) {
    std::vector<std::string> out;
    unsigned number = 0;
    for (const auto& id : broken) {
      if (number++ % folds == fold)
        out.push_back(id);
    }
    const auto lesser = without(knowledge, out);
    const auto engine = ranker.make(lesser, costs);
    for (const auto& one : cases) {
      const bool is_out =
          std::any_of(one.truth.begin(), one.truth.end(),
                      [&](const auto& id) { return contains(out, id); });
      if (is_out && one.truth.size() > 1)
        continue;  // the other fault may well be what is named
      const auto result = run(*engine, one).diagnosis;
      const bool flag = result.status == Status::unknown_fault;
      (is_out ? of_unknown : of_known).push_back(result.surprise);
      (is_out ? scores.flagged : scores.false_flags).count(flag);
      if (is_out) {
        const bool sure = !result.faults.empty() &&
                          result.faults[0].probability >= 0.9 &&
                          !contains(one.truth, result.faults[0].fault_id);
        scores.falsely_sure.count(sure);
      }
    }
  }
  scores.auroc = area_under(of_unknown, of_known);
  std::sort(of_known.begin(), of_known.end());
  if (!of_known.empty())
    scores.known_p95 =
        of_known[static_cast<std::size_t>(0.95 * double(of_known.size() - 1))];
  return scores;
}

}  // namespace soundcheck::bench
