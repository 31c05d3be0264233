#include "cloud-sim/cases/evidence.hpp"

#include <algorithm>
#include <cmath>

namespace soundcheck::cloud {
namespace {

constexpr double likely = 0.5;

double sane(double probability) {
  return std::isfinite(probability) ? std::clamp(probability, 0.0, 1.0) : 0;
}

std::set<std::string> wanted_probes(const FaultFacts& facts,
                                    const std::string& remedy_id) {
  const auto given = facts.remedies.find(remedy_id);
  if (given != facts.remedies.end() && !given->second.empty())
    return {given->second};
  return facts.confirming_probes();
}

std::string first_with(const std::set<std::string>& probes,
                       const std::vector<v1::ProbeResult>& results,
                       v1::Outcome outcome) {
  for (const auto& result : results)
    if (result.outcome() == outcome && probes.contains(result.probe_id()))
      return result.probe_id();
  return {};
}

}  // namespace

std::vector<NamedFault> named_faults(const v1::Diagnosis& diagnosis) {
  std::vector<NamedFault> named;
  if (diagnosis.status() != v1::DIAGNOSIS_STATUS_FAULT)
    return named;
  for (const auto& fault : diagnosis.faults()) {
    const auto probability = sane(fault.probability());
    if (fault.fault_id().empty() || (!named.empty() && probability < likely))
      continue;
    named.push_back({fault.fault_id(), probability});
  }
  return named;
}

Judgement judge(const std::string& fault_id,
                const FaultFacts& facts,
                const std::string& remedy_id,
                const std::vector<v1::ProbeResult>& results,
                const std::optional<v1::Diagnosis>& diagnosis) {
  if (diagnosis)
    for (const auto& named : named_faults(*diagnosis))
      if (named.id == fault_id)
        return {Meaning::present, {}};
  const auto probes = wanted_probes(facts, remedy_id);
  const auto failed = first_with(probes, results, v1::OUTCOME_FAILED);
  if (!failed.empty())
    return {Meaning::not_cured, failed};
  const auto passed = first_with(probes, results, v1::OUTCOME_PASSED);
  if (passed.empty())
    return {};
  return {Meaning::cured, passed};
}

}  // namespace soundcheck::cloud
