// What Inference makes of the evidence in the end.
#include <algorithm>

#include "agent/diagnosis/explanation.hpp"
#include "agent/diagnosis/inference.hpp"

namespace soundcheck::diagnosis {

namespace {

/// Less probable ones are no news to anybody.
constexpr double least_rival = 0.05;
constexpr std::size_t most_rivals = 5;
/// What one more answer must be worth to be pointed out.
constexpr double worth_telling_bits = 0.01;

}  // namespace

void Inference::name(Diagnosis& diagnosis,
                     const Weighed& weighed,
                     const std::vector<ProbeEvidence>& evidence) const {
  const auto& best = weighed.posterior.best();
  for (std::size_t i = 0; i < best.size; ++i) {
    const auto& fault = knowledge_.faults[best.faults[i]];
    RankedFault ranked;
    ranked.fault_id = fault.id;
    ranked.code = fault.code;
    ranked.probability =
        calibrated(weighed.posterior.probability[best.faults[i]],
                   knowledge_.limits.calibration);
    ranked.remedy_ids = fault.remedy_ids;
    explain(model_, weighed.posterior, weighed.facts, evidence, best.faults[i],
            ranked);
    diagnosis.faults.push_back(std::move(ranked));
  }
  std::stable_sort(diagnosis.faults.begin(), diagnosis.faults.end(),
                   [](const auto& a, const auto& b) {
                     return a.probability > b.probability;
                   });
}

void Inference::name_rivals(Diagnosis& diagnosis,
                            const Weighed& weighed) const {
  const auto& posterior = weighed.posterior;
  for (unsigned i = 0; i < posterior.probability.size(); ++i) {
    const auto& id = knowledge_.faults[i].id;
    const double p =
        calibrated(posterior.probability[i], knowledge_.limits.calibration);
    const bool named =
        std::any_of(diagnosis.faults.begin(), diagnosis.faults.end(),
                    [&](const auto& one) { return one.fault_id == id; });
    if (!named && p >= least_rival)
      diagnosis.rivals.push_back({id, p});
  }
  std::stable_sort(diagnosis.rivals.begin(), diagnosis.rivals.end(),
                   [](const auto& a, const auto& b) {
                     return a.probability > b.probability;
                   });
  if (diagnosis.rivals.size() > most_rivals)
    diagnosis.rivals.resize(most_rivals);
}

std::string Inference::would_change(const std::vector<GateView>& all,
                                    const Weighed& weighed,
                                    const Question& question) const {
  std::string probe_id;
  double most = worth_telling_bits;
  for (const auto& view : all) {
    const bool unanswered =
        Gates::open(view, question) ||
        (view.evidence && !view.blocked &&
         view.evidence->judgement == Judgement::could_not_tell);
    if (!unanswered)
      continue;
    const auto value =
        value_of(model_, weighed.posterior, weighed.facts, view.gate->probe_id);
    if (value.bits > most) {
      most = value.bits;
      probe_id = view.gate->probe_id;
    }
  }
  return probe_id;
}

Diagnosis Inference::conclude(const std::vector<ProbeEvidence>& evidence,
                              const Question& question) const {
  if (knowledge_.links.empty())
    return gates_.conclude(evidence, question);
  const auto all = gates_.look(evidence);
  auto diagnosis = Gates::measured(all, evidence);
  const auto weighed = weigh(all, evidence, question);
  diagnosis.surprise = weighed.surprise;
  diagnosis.would_change = would_change(all, weighed, question);
  if (weighed.unknown_fault) {
    diagnosis.status = Status::unknown_fault;
  } else if (weighed.posterior.best().size > 0) {
    diagnosis.status = Status::fault;
    name(diagnosis, weighed, evidence);
  } else {
    diagnosis.status = gates_.without_fault(all, question);
  }
  name_rivals(diagnosis, weighed);
  return diagnosis;
}

}  // namespace soundcheck::diagnosis
