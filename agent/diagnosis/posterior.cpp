#include "agent/diagnosis/posterior.hpp"

#include <algorithm>
#include <cmath>

#include "agent/diagnosis/hypothesis_search.hpp"

namespace soundcheck::diagnosis {

namespace {

/// No model is so good that one finding may surprise it without bound.
constexpr double least_expected = 1e-4;

bool contains(const std::vector<std::string>& list, std::string_view item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

}  // namespace

bool Hypothesis::has(unsigned fault) const {
  const auto* const end = faults.data() + size;
  return std::find(faults.data(), end, fault) != end;
}

double Posterior::nothing() const {
  for (const auto& one : hypotheses) {
    if (one.size == 0)
      return one.weight;
  }
  return 0;
}

Model::Model(const Knowledge& knowledge) : knowledge_(knowledge) {
  first_link_.assign(knowledge.faults.size() + 1, 0);
  for (const auto& link : knowledge.links)
    ++first_link_[link.fault + 1];
  for (std::size_t i = 1; i < first_link_.size(); ++i)
    first_link_[i] += first_link_[i - 1];
}

double Model::strength(unsigned fault, unsigned finding) const {
  const auto* const begin = knowledge_.links.data() + first_link_[fault];
  const auto* const end = knowledge_.links.data() + first_link_[fault + 1];
  const auto* const link = std::lower_bound(
      begin, end, finding,
      [](const Link& one, unsigned id) { return one.finding < id; });
  return link != end && link->finding == finding ? link->probability : 0;
}

double Model::chance(const Hypothesis& hypothesis, unsigned finding) const {
  double absent = 1 - knowledge_.findings[finding].leak;
  for (std::size_t i = 0; i < hypothesis.size; ++i)
    absent *= 1 - strength(hypothesis.faults[i], finding);
  return 1 - absent;
}

std::vector<double> Model::odds(const Facts& facts,
                                const std::vector<std::string>& when) const {
  std::vector<double> odds;
  for (const auto& fault : knowledge_.faults)
    odds.push_back(fault.prior / (1 - fault.prior));
  for (const auto& suspicion : knowledge_.suspicions) {
    if (!contains(when, suspicion.when))
      continue;
    for (const auto fault : suspicion.faults)
      odds[fault] *= suspicion.factor;
  }
  for (const auto& link : knowledge_.links) {
    if (facts[link.finding] == 0)
      odds[link.fault] *= 1 - link.probability;
  }
  return odds;
}

Posterior Model::weigh(const Facts& facts,
                       const std::vector<std::string>& when) const {
  const auto odds = this->odds(facts, when);
  HypothesisSearch search(knowledge_, facts, odds);
  Posterior posterior;
  posterior.hypotheses = search.run();
  posterior.probability.resize(odds.size(), 0);
  for (unsigned fault = 0; fault < odds.size(); ++fault) {
    if (!search.touches(fault))
      posterior.probability[fault] = odds[fault] / (1 + odds[fault]);
  }
  for (const auto& one : posterior.hypotheses) {
    for (std::size_t i = 0; i < one.size; ++i)
      posterior.probability[one.faults[i]] += one.weight;
  }
  return posterior;
}

double Model::surprise(const Facts& facts, const Hypothesis& hypothesis) const {
  double excess = 0;
  double variance = 1e-9;
  for (unsigned finding = 0; finding < facts.size(); ++finding) {
    if (facts[finding] == unknown)
      continue;
    const double p = std::clamp(chance(hypothesis, finding), least_expected,
                                1 - least_expected);
    // What the answer costs more when it is "present" than when "absent".
    const double more = std::log((1 - p) / p);
    excess += (facts[finding] - p) * more;
    variance += p * (1 - p) * more * more;
  }
  return excess / std::sqrt(variance);
}

bool Model::strange(const Facts& facts, const Hypothesis& hypothesis) const {
  bool any = false;
  for (unsigned finding = 0; finding < facts.size(); ++finding) {
    if (facts[finding] == unknown || facts[finding] <= 0.5)
      continue;
    any = true;
    if (chance(hypothesis, finding) >= knowledge_.limits.known_by)
      return false;
  }
  return any;
}

double calibrated(double computed,
                  const std::vector<CalibrationPoint>& points) {
  if (points.empty())
    return computed;
  if (computed <= points.front().computed)
    return points.front().found;
  for (std::size_t i = 1; i < points.size(); ++i) {
    const auto& low = points[i - 1];
    const auto& high = points[i];
    if (computed <= high.computed) {
      const double part =
          (computed - low.computed) / (high.computed - low.computed);
      return low.found + part * (high.found - low.found);
    }
  }
  return points.back().found;
}

}  // namespace soundcheck::diagnosis
