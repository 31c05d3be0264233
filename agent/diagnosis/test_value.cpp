#include "agent/diagnosis/test_value.hpp"

#include <algorithm>
#include <cmath>

namespace soundcheck::diagnosis {

namespace {

/// Less probable hypotheses hardly move the sum, and it is computed after every
/// probe.
constexpr std::size_t most_hypotheses = 40;
/// Findings of one probe say the same in part, so only its best ones count.
constexpr std::size_t most_findings = 3;
/// From here on a fault shows a finding, below it hardly does.
constexpr double shows = 0.25;

double entropy(double p) {
  if (p <= 0 || p >= 1)
    return 0;
  return -p * std::log2(p) - (1 - p) * std::log2(1 - p);
}

/// The likeliest hypotheses, and the best of them with one more fault that
/// nothing speaks for yet but that `finding` could show.
std::vector<Hypothesis> prospects(const Model& model,
                                  const Posterior& posterior,
                                  unsigned finding) {
  auto list = posterior.hypotheses;
  if (list.size() > most_hypotheses)
    list.resize(most_hypotheses);
  const auto best = posterior.best();
  for (const auto& link : model.knowledge().links) {
    const auto p = posterior.probability[link.fault];
    // The touched ones are in the list already.
    const bool listed =
        std::any_of(posterior.hypotheses.begin(), posterior.hypotheses.end(),
                    [&](const auto& one) { return one.has(link.fault); });
    if (link.finding != finding || listed || best.size == Hypothesis::most)
      continue;
    auto more = best;
    more.faults[more.size++] = static_cast<std::uint16_t>(link.fault);
    more.weight *= p / (1 - p);
    list.push_back(more);
  }
  return list;
}

/// Bits that the answer to one finding is worth.
double bits_of(const Model& model,
               const Posterior& posterior,
               unsigned finding) {
  double sum = 0;
  double present = 0;
  double left = 0;
  for (const auto& one : prospects(model, posterior, finding)) {
    const double p = model.chance(one, finding);
    sum += one.weight;
    present += one.weight * p;
    left += one.weight * entropy(p);
  }
  return sum > 0 ? std::max(0.0, entropy(present / sum) - left / sum) : 0;
}

void name_the_separated(const Model& model,
                        const Posterior& posterior,
                        unsigned finding,
                        TestValue& value) {
  double suspicion = 0;
  double rivalry = 0;
  const auto faults = static_cast<unsigned>(posterior.probability.size());
  for (unsigned fault = 0; fault < faults; ++fault) {
    const double p = posterior.probability[fault];
    const double strength = model.strength(fault, finding);
    const auto in_question = [fault](const auto& one) {
      return one.has(fault);
    };
    if (strength >= shows && p * strength > suspicion) {
      suspicion = p * strength;
      value.suspect = fault;
    } else if (strength < shows && p > rivalry &&
               std::any_of(posterior.hypotheses.begin(),
                           posterior.hypotheses.end(), in_question)) {
      rivalry = p;
      value.rival = fault;
    }
  }
  if (!value.suspect || !value.rival)
    value.suspect = value.rival = std::nullopt;
}

}  // namespace

double burden_of(const TestCost& cost) {
  // An owner would rather wait for these than hear a tone or lose the music,
  // and whoever is asked for consent takes his time.
  return std::max(0.1, cost.seconds) + (cost.audible ? 20 : 0) +
         (cost.interrupts_playback ? 15 : 0) + (cost.airtime ? 0.5 : 0) +
         (cost.needs_consent ? 10 : 0);
}

bool is_free(const TestCost& cost) {
  return cost.seconds <= 0.1 && !cost.audible && !cost.interrupts_playback &&
         !cost.airtime && !cost.needs_consent;
}

TestValue value_of(const Model& model,
                   const Posterior& posterior,
                   const Facts& facts,
                   std::string_view probe_id) {
  TestValue value;
  std::vector<double> all;
  double most = -1;
  unsigned telling = 0;
  const auto& findings = model.knowledge().findings;
  for (unsigned finding = 0; finding < facts.size(); ++finding) {
    if (findings[finding].probe_id != probe_id || facts[finding] != unknown)
      continue;
    all.push_back(bits_of(model, posterior, finding));
    if (all.back() > most) {
      most = all.back();
      telling = finding;
    }
  }
  if (all.empty())
    return value;
  std::sort(all.begin(), all.end());
  for (std::size_t i = 0; i < std::min(most_findings, all.size()); ++i)
    value.bits += all[all.size() - 1 - i];
  name_the_separated(model, posterior, telling, value);
  return value;
}

}  // namespace soundcheck::diagnosis
