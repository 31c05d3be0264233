#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "agent/diagnosis/knowledge.hpp"

namespace soundcheck::diagnosis {

/// A set of faults that are there together, by their places in the knowledge.
struct Hypothesis {
  static constexpr std::size_t most = 6;

  std::array<std::uint16_t, most> faults{};
  std::uint8_t size = 0;
  double weight = 0;  ///< share of all hypotheses

  bool has(unsigned fault) const;
};

/// Per finding the chance that it is present: 1, 0, between where a probe is
/// not sure; `unknown` when nobody measured.
using Facts = std::vector<double>;
constexpr double unknown = -1;

struct Posterior {
  /// Of the faults that something speaks for, most probable first. The empty
  /// one is among them; weights add up to 1.
  std::vector<Hypothesis> hypotheses;
  std::vector<double> probability;  ///< of every fault

  const Hypothesis& best() const { return hypotheses.front(); }
  double nothing() const;  ///< weight of the empty hypothesis
};

/// Noisy-OR with leaks: a finding is absent when its leak and every fault that
/// is there fail to show it, each by itself.
class Model {
 public:
  /// `knowledge` outlives this.
  explicit Model(const Knowledge& knowledge);

  /// All single faults and pairs, the best of them with a third, and on while
  /// more faults explain more. A fault that nothing present speaks for is
  /// independent of all others, so it stays out of the hypotheses.
  /// `when`: the complaint and the circumstances.
  Posterior weigh(const Facts& facts,
                  const std::vector<std::string>& when) const;

  /// P(present | hypothesis).
  double chance(const Hypothesis& hypothesis, unsigned finding) const;
  /// Standard deviations between -log P(facts | hypothesis) and what the
  /// hypothesis itself lets expect of it.
  double surprise(const Facts& facts, const Hypothesis& hypothesis) const;
  /// Whether signs are there and the hypothesis is known by none of them: what
  /// it has of them is by the way, or by chance. Then something else is broken.
  bool strange(const Facts& facts, const Hypothesis& hypothesis) const;
  /// P(finding | fault alone), without the leak; 0 without a link.
  double strength(unsigned fault, unsigned finding) const;
  const Knowledge& knowledge() const { return knowledge_; }

 private:
  std::vector<double> odds(const Facts& facts,
                           const std::vector<std::string>& when) const;

  const Knowledge& knowledge_;
  std::vector<std::uint32_t> first_link_;  ///< of each fault, and the end
};

/// By the points of Limits::calibration.
double calibrated(double computed, const std::vector<CalibrationPoint>& points);

}  // namespace soundcheck::diagnosis
