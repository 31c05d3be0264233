#include "tests/bench/diagnosis/rankers.hpp"

#include <algorithm>
#include <cmath>

#include "agent/diagnosis/facts.hpp"

namespace soundcheck::bench {

using namespace diagnosis;

namespace {

bool contains(const std::vector<std::string>& list, const std::string& item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

/// One fault at a time and every finding by itself: the plainest use of the
/// same chances. Asks what the gates ask.
class NaiveBayes final : public Engine {
 public:
  explicit NaiveBayes(const Knowledge& knowledge)
      : knowledge_(knowledge), gates_(knowledge), model_(knowledge) {}

  std::optional<NextTest> next_test(const std::vector<ProbeEvidence>& so_far,
                                    const Question& question) const override {
    return gates_.next_test(so_far, question);
  }

  Diagnosis conclude(const std::vector<ProbeEvidence>& evidence,
                     const Question& question) const override {
    const auto all = gates_.look(evidence);
    auto diagnosis = Gates::measured(all, evidence);
    const auto facts = facts_of(knowledge_, all, evidence);
    std::vector<double> weights;
    Hypothesis none;
    double sum = weight(facts, none, 1);
    const double nothing = sum;
    for (unsigned fault = 0; fault < knowledge_.faults.size(); ++fault) {
      Hypothesis alone;
      alone.faults[0] = static_cast<std::uint16_t>(fault);
      alone.size = 1;
      const double prior = knowledge_.faults[fault].prior;
      weights.push_back(weight(facts, alone, prior / (1 - prior)));
      sum += weights.back();
    }
    for (std::size_t i = 0; i < weights.size(); ++i) {
      RankedFault ranked;
      ranked.fault_id = knowledge_.faults[i].id;
      ranked.probability = weights[i] / sum;
      if (ranked.probability >= 0.05)
        diagnosis.faults.push_back(ranked);
    }
    std::stable_sort(diagnosis.faults.begin(), diagnosis.faults.end(),
                     [](const auto& a, const auto& b) {
                       return a.probability > b.probability;
                     });
    if (nothing > sum / 2)
      diagnosis.faults.clear();
    diagnosis.status = diagnosis.faults.empty()
                           ? gates_.without_fault(all, question)
                           : Status::fault;
    return diagnosis;
  }

 private:
  double weight(const Facts& facts,
                const Hypothesis& hypothesis,
                double odds) const {
    double logarithm = std::log(odds);
    for (unsigned finding = 0; finding < facts.size(); ++finding) {
      if (facts[finding] == unknown)
        continue;
      const double p = model_.chance(hypothesis, finding);
      const double sure = facts[finding];
      logarithm += std::log(std::max(1e-12, sure * p + (1 - sure) * (1 - p)));
    }
    return std::exp(logarithm);
  }

  const Knowledge& knowledge_;
  Gates gates_;
  Model model_;
};

/// The product's conclusions, but tests in any order until one fault is sure.
class AnyOrder final : public Engine {
 public:
  AnyOrder(const Knowledge& knowledge, const std::vector<TestCost>& costs)
      : knowledge_(knowledge),
        gates_(knowledge),
        inference_(knowledge, costs) {}

  std::optional<NextTest> next_test(const std::vector<ProbeEvidence>& so_far,
                                    const Question& question) const override {
    if (!question.complaint.empty() && !so_far.empty()) {
      const auto now = inference_.conclude(so_far, question);
      if (!now.faults.empty() &&
          now.faults[0].probability >= knowledge_.limits.sure)
        return std::nullopt;
    }
    std::vector<const Gate*> open;
    const auto all = gates_.look(so_far);
    for (const auto& view : all) {
      if (Gates::open(view, question))
        open.push_back(view.gate);
    }
    if (open.empty())
      return std::nullopt;
    const auto* gate = open[dice_() % open.size()];
    return NextTest{gate->probe_id, gate->id, 0, {}};
  }

  Diagnosis conclude(const std::vector<ProbeEvidence>& evidence,
                     const Question& question) const override {
    return inference_.conclude(evidence, question);
  }

 private:
  const Knowledge& knowledge_;
  Gates gates_;
  Inference inference_;
  mutable std::mt19937 dice_{1};
};

}  // namespace

std::vector<Ranker> rankers() {
  return {{"weighed",
           [](const Knowledge& knowledge,
              const std::vector<TestCost>& costs) -> std::unique_ptr<Engine> {
             return std::make_unique<Inference>(knowledge, costs);
           }},
          {"gates",
           [](const Knowledge& knowledge,
              const std::vector<TestCost>&) -> std::unique_ptr<Engine> {
             return std::make_unique<Gates>(knowledge);
           }},
          {"naive Bayes",
           [](const Knowledge& knowledge,
              const std::vector<TestCost>&) -> std::unique_ptr<Engine> {
             return std::make_unique<NaiveBayes>(knowledge);
           }},
          {"any order",
           [](const Knowledge& knowledge,
              const std::vector<TestCost>& costs) -> std::unique_ptr<Engine> {
             return std::make_unique<AnyOrder>(knowledge, costs);
           }}};
}

Knowledge perturbed(const Knowledge& knowledge, unsigned seed) {
  std::mt19937 dice(seed);
  std::normal_distribution<double> off(0, 1);
  const auto shift = [&](double p) {
    const double logit = std::log(p / (1 - p)) + off(dice);
    return std::clamp(1 / (1 + std::exp(-logit)), 1e-6, 0.999);
  };
  auto other = knowledge;
  for (auto& fault : other.faults)
    fault.prior = shift(fault.prior);
  for (auto& link : other.links)
    link.probability = shift(link.probability);
  return other;
}

Knowledge without(const Knowledge& knowledge,
                  const std::vector<std::string>& fault_ids) {
  auto other = knowledge;
  std::erase_if(other.links, [&](const auto& link) {
    return contains(fault_ids, knowledge.faults[link.fault].id);
  });
  for (auto& gate : other.gates) {
    std::erase_if(gate.rules, [&](const auto& rule) {
      return contains(fault_ids, rule.fault_id);
    });
  }
  return other;
}

}  // namespace soundcheck::bench
