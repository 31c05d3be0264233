#include "cloud-sim/wire/words.hpp"

#include <algorithm>

namespace soundcheck::cloud {
namespace {

std::string lower_without(std::string_view prefix, std::string name) {
  if (!name.starts_with(prefix))
    return "unspecified";
  name.erase(0, prefix.size());
  std::ranges::transform(name, name.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return name;
}

std::string or_else(std::string name, std::string zero) {
  return name == "unspecified" ? std::move(zero) : name;
}

}  // namespace

std::string word(v1::Outcome value) {
  return or_else(lower_without("OUTCOME_", v1::Outcome_Name(value)),
                 "inconclusive");
}

std::string word(v1::Presence value) {
  return or_else(lower_without("PRESENCE_", v1::Presence_Name(value)),
                 "unknown");
}

std::string word(v1::DiagnosisStatus value) {
  return or_else(
      lower_without("DIAGNOSIS_STATUS_", v1::DiagnosisStatus_Name(value)),
      "incomplete");
}

std::string word(v1::Trigger value) {
  return lower_without("TRIGGER_", v1::Trigger_Name(value));
}

std::string word(v1::Refusal value) {
  return lower_without("REFUSAL_", v1::Refusal_Name(value));
}

std::string word(v1::Layer value) {
  return lower_without("LAYER_", v1::Layer_Name(value));
}

std::string word(v1::Severity value) {
  return lower_without("SEVERITY_", v1::Severity_Name(value));
}

std::string word(v1::Actor value) {
  return lower_without("ACTOR_", v1::Actor_Name(value));
}

std::string word(v1::RemedyOutcome value) {
  return or_else(
      lower_without("REMEDY_OUTCOME_", v1::RemedyOutcome_Name(value)),
      "failed");
}

std::optional<std::string> word(v1::Reason value) {
  std::string name = lower_without("REASON_", v1::Reason_Name(value));
  if (name == "unspecified")
    return std::nullopt;
  return name;
}

std::optional<v1::Complaint> complaint_of(const std::string& word) {
  if (word.empty())
    return v1::COMPLAINT_UNSPECIFIED;
  for (int i = v1::Complaint_MIN + 1; i <= v1::Complaint_MAX; ++i) {
    const auto value = static_cast<v1::Complaint>(i);
    if (lower_without("COMPLAINT_", v1::Complaint_Name(value)) == word)
      return value;
  }
  return std::nullopt;
}

}  // namespace soundcheck::cloud
