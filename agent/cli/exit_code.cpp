#include "agent/cli/exit_code.hpp"

#include <algorithm>

namespace soundcheck::cli {

Exit exit_of(const std::vector<v1::ProbeResult>& results) {
  const auto any = [&](v1::Outcome outcome) {
    return std::any_of(
        results.begin(), results.end(),
        [outcome](const auto& result) { return result.outcome() == outcome; });
  };
  if (any(v1::OUTCOME_FAILED))
    return Exit::bad;
  if (any(v1::OUTCOME_INCONCLUSIVE) || any(v1::OUTCOME_CANCELLED))
    return Exit::could_not_tell;
  return any(v1::OUTCOME_PASSED) ? Exit::good : Exit::could_not_tell;
}

Exit exit_of(const v1::Diagnosis& diagnosis) {
  switch (diagnosis.status()) {
    case v1::DIAGNOSIS_STATUS_NO_FAULT:
      return Exit::good;
    case v1::DIAGNOSIS_STATUS_FAULT:
    case v1::DIAGNOSIS_STATUS_UNKNOWN_FAULT:
      return Exit::bad;
    default:
      return Exit::could_not_tell;
  }
}

}  // namespace soundcheck::cli
