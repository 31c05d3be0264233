#include "agent/diagnosis/explanation.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "agent/diagnosis/facts.hpp"

namespace soundcheck::diagnosis {

namespace {

constexpr std::size_t most_for = 3;
/// A difference of one in ten is none.
constexpr double least_ratio = 0.1;
/// Who is less probable is no rival.
constexpr double least_rival = 0.001;

struct Weight {
  unsigned finding;
  double log_ratio;
};

bool contains(const std::vector<unsigned>& list, unsigned item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

Hypothesis without(const Hypothesis& all, unsigned fault) {
  Hypothesis rest;
  for (std::size_t i = 0; i < all.size; ++i) {
    if (all.faults[i] != fault)
      rest.faults[rest.size++] = all.faults[i];
  }
  return rest;
}

/// The most probable fault outside of the best hypothesis that could show
/// something `fault` shows.
std::optional<unsigned> rival_of(const Model& model,
                                 const Posterior& posterior,
                                 const Facts& facts,
                                 unsigned fault) {
  std::optional<unsigned> rival;
  double most = least_rival;
  for (const auto& link : model.knowledge().links) {
    const double p = posterior.probability[link.fault];
    if (posterior.best().has(link.fault) || p <= most)
      continue;
    if (facts[link.finding] > 0 && model.strength(fault, link.finding) > 0) {
      rival = link.fault;
      most = p;
    }
  }
  return rival;
}

/// How much more probable each answer is with `one` than with `other`, the most
/// first.
std::vector<Weight> compare(const Model& model,
                            const Facts& facts,
                            const Hypothesis& one,
                            const Hypothesis& other) {
  std::vector<Weight> weights;
  for (unsigned finding = 0; finding < facts.size(); ++finding) {
    const double sure = facts[finding];
    if (sure == unknown)
      continue;
    const auto chance = [&](const Hypothesis& hypothesis) {
      const double p = model.chance(hypothesis, finding);
      return std::max(1e-12, sure * p + (1 - sure) * (1 - p));
    };
    const double ratio = std::log(chance(one) / chance(other));
    if (std::abs(ratio) >= least_ratio)
      weights.push_back({finding, ratio});
  }
  std::stable_sort(
      weights.begin(), weights.end(),
      [](const auto& a, const auto& b) { return a.log_ratio > b.log_ratio; });
  return weights;
}

/// Which findings are told, in order.
struct Told {
  std::vector<unsigned> speaks_for;
  std::optional<unsigned> speaks_against;

  void add(unsigned finding) {
    if (speaks_for.size() < most_for && !contains(speaks_for, finding))
      speaks_for.push_back(finding);
  }
};

/// `signs`: how much each answer speaks for the fault rather than for nothing;
/// `weights`: rather than for its rival.
Told choose(const Facts& facts,
            const std::vector<Weight>& signs,
            const std::vector<Weight>& weights) {
  Told told;
  if (!signs.empty() && facts[signs.front().finding] > 0)
    told.add(signs.front().finding);
  for (const auto& weight : weights) {
    if (weight.log_ratio > 0)
      told.add(weight.finding);
  }
  // What a rival shows as well is still what shows this one.
  for (const auto& sign : signs) {
    if (sign.log_ratio > 0 && facts[sign.finding] > 0)
      told.add(sign.finding);
  }
  if (!weights.empty() && weights.back().log_ratio < 0 &&
      !contains(told.speaks_for, weights.back().finding))
    told.speaks_against = weights.back().finding;
  return told;
}

}  // namespace

void explain(const Model& model,
             const Posterior& posterior,
             const Facts& facts,
             const std::vector<ProbeEvidence>& evidence,
             unsigned fault,
             RankedFault& ranked) {
  const auto rest = without(posterior.best(), fault);
  const auto signs = compare(model, facts, posterior.best(), rest);
  auto weights = signs;
  if (const auto rival = rival_of(model, posterior, facts, fault)) {
    auto other = rest;
    other.faults[other.size++] = static_cast<std::uint16_t>(*rival);
    weights = compare(model, facts, posterior.best(), other);
  }
  const auto told = choose(facts, signs, weights);
  const auto add = [&](std::vector<EvidenceItem>& list, unsigned finding) {
    const auto& symptom = model.knowledge().findings[finding];
    if (const auto* item = answer_of(evidence, symptom))
      list.push_back(*item);
  };
  for (const auto finding : told.speaks_for)
    add(ranked.evidence_for, finding);
  if (told.speaks_against)
    add(ranked.evidence_against, *told.speaks_against);
}

}  // namespace soundcheck::diagnosis
