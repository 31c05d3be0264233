#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cloud-sim/store/lessons.hpp"
#include "soundcheck/v1/knowledge.pb.h"

namespace soundcheck::cloud {

// What confirmed cases make of the chances of a knowledge base. Pure.

/// Each chance of the base weighs as much as so many cases.
constexpr double pseudo_cases = 20;

/// The mean of a Beta distribution that began as `chance`, after it was seen so
/// often and missed so often. Within 1..999 per mille.
std::uint32_t updated_per_mille(std::uint32_t per_mille,
                                std::int64_t present,
                                std::int64_t absent);

struct LinkChange {
  std::string fault_id, finding_id;
  std::uint32_t before = 0, after = 0;  ///< per mille
  std::int64_t present = 0, absent = 0;
};

struct PriorChange {
  std::string fault_id;
  double before = 0, after = 0;
  std::int64_t cases = 0;
  std::int64_t speakers = 0;  ///< that these cases are of
};

struct Proposal {
  v1::KnowledgeBase base;  ///< the next version
  std::vector<LinkChange> links;
  std::vector<PriorChange> priors;  ///< those with cases first
  std::int64_t cases = 0;
  std::int64_t ignored = 0;  ///< of faults that the base does not have
};

/// `base` with the next version, and the chances that `lessons` lead to; all
/// else as it was. A case that is there twice (same device, fault and source)
/// counts once. Links are neither made nor removed.
///
/// Confirmed cases say which faults are frequent among each other, not how
/// often there is one at all: so the priors share their old sum by a Dirichlet
/// distribution of the same weight.
Proposal propose(v1::KnowledgeBase base, const std::vector<Lesson>& lessons);

}  // namespace soundcheck::cloud
