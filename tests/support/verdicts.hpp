#pragma once

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "probes/probe.hpp"

namespace soundcheck::test {

/// Keeps what a probe reported.
class Steps final : public Progress {
 public:
  void report(double fraction, std::string_view step) override {
    fractions.push_back(fraction);
    texts.emplace_back(step);
  }
  std::vector<double> fractions;
  std::vector<std::string> texts;
};

/// Throws when the verdict lacks it: a finding must never be left out.
inline const Finding& finding(const Verdict& verdict, std::string_view id) {
  for (const auto& candidate : verdict.findings) {
    if (candidate.id == id)
      return candidate;
  }
  throw std::logic_error("no finding " + std::string(id));
}

inline Presence presence(const Verdict& verdict, std::string_view id) {
  return finding(verdict, id).presence;
}

inline std::optional<double> measured(const Verdict& verdict,
                                      std::string_view name) {
  for (const auto& candidate : verdict.measurements) {
    if (candidate.name == name)
      return candidate.value;
  }
  return std::nullopt;
}

/// True when `secret` is anywhere in the texts of the verdict.
inline bool tells(const Verdict& verdict, std::string_view secret) {
  const auto holds = [secret](const std::string& text) {
    return text.find(secret) != text.npos;
  };
  return holds(verdict.summary) ||
         std::any_of(verdict.findings.begin(), verdict.findings.end(),
                     [&](const Finding& f) { return holds(f.evidence); }) ||
         std::any_of(verdict.measurements.begin(), verdict.measurements.end(),
                     [&](const Measurement& m) { return holds(m.name); });
}

}  // namespace soundcheck::test
