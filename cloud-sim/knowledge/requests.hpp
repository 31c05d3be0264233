#pragma once

#include <string>

#include "cloud-sim/knowledge/counts.hpp"
#include "cloud-sim/result.hpp"
#include "cloud-sim/store/publications.hpp"
#include "cloud-sim/store/work.hpp"

namespace soundcheck::cloud {

/// The largest serialised KnowledgeBase that speakers take.
constexpr std::size_t max_knowledge_bytes = std::size_t{512} * 1024;

/// Releases knowledge, or what is released to a wider or smaller cohort.
/// Errors: invalid (not a knowledge base, too large), conflict (its version is
/// not above that of all that was released, or this version was released with
/// another content).
Result<Publication> request_publication(Work& work, Publication wanted);

/// What is released is shown to no speaker any more. Errors: conflict (nothing
/// is).
Result<Publication> request_withdrawal(Work& work);

struct Proposed {
  Proposal proposal;
  std::string knowledge;  ///< serialised
  std::string hash;
};

/// The next version of `base`, a serialised KnowledgeBase, by what was
/// confirmed and is not in a released one yet. What a proposal was made of is
/// done with once it is released. Errors: conflict (nothing was confirmed).
Result<Proposed> request_proposal(Work& work, const std::string& base);

}  // namespace soundcheck::cloud
