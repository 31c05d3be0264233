#pragma once

#include <memory>
#include <random>
#include <string>
#include <vector>

#include "agent/diagnosis/inference.hpp"

namespace soundcheck::bench {

/// What is compared with the product's engine. Each chooses its tests and ranks
/// the faults.
using Maker = std::unique_ptr<diagnosis::Engine> (*)(
    const diagnosis::Knowledge& knowledge,
    const std::vector<diagnosis::TestCost>& costs);

struct Ranker {
  std::string name;
  Maker make;
};

/// The product's engine first.
std::vector<Ranker> rankers();

/// Each chance of a link and each prior off by a normally distributed logit of
/// deviation 1: what an expert who guesses may be off.
diagnosis::Knowledge perturbed(const diagnosis::Knowledge& knowledge,
                               unsigned seed);
/// Without these faults, as if nobody had thought of them.
diagnosis::Knowledge without(const diagnosis::Knowledge& knowledge,
                             const std::vector<std::string>& fault_ids);

}  // namespace soundcheck::bench
