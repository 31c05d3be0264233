#pragma once

#include <vector>

#include "agent/diagnosis/posterior.hpp"

namespace soundcheck::diagnosis {

/// Looks for the sets of faults that explain what is present.
class HypothesisSearch {
 public:
  /// `odds` of each fault, with all that is absent already taken in.
  HypothesisSearch(const Knowledge& knowledge,
                   const Facts& facts,
                   const std::vector<double>& odds);

  /// Whether something present speaks for the fault.
  bool touches(unsigned fault) const;
  /// Most probable first, weights add up to 1.
  std::vector<Hypothesis> run();

 private:
  /// A fault that something present speaks for.
  struct Suspect {
    unsigned fault;
    double log_odds;
  };

  void choose(const std::vector<double>& odds);
  void fill();
  double log_likelihood(const double* absent) const;
  void absent_under(const Hypothesis& hypothesis,
                    std::vector<double>& absent) const;
  std::vector<Hypothesis> extend(const std::vector<Hypothesis>& level,
                                 bool all) const;
  void keep(const std::vector<Hypothesis>& level);
  void finish();

  const Knowledge& knowledge_;
  const Facts& facts_;
  std::vector<unsigned> present_;  ///< findings that are, or may be, present
  std::vector<Suspect> suspects_;
  /// Of suspect and present finding: the chance not to show it.
  std::vector<double> spares_;
  std::vector<Hypothesis> kept_;
};

}  // namespace soundcheck::diagnosis
