#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "agent/assist/key_ring.hpp"

namespace soundcheck {

/// The largest serialised KnowledgeBase; see knowledge.proto.
constexpr std::size_t max_knowledge_bytes = std::size_t{512} * 1024;
/// With release and signature around it.
constexpr std::size_t max_release_bytes = max_knowledge_bytes + 1024;

/// What a SignedKnowledge holds, signed by a key that may. It points into the
/// bytes that it was read from.
struct KnowledgeRelease {
  std::string_view knowledge;  ///< a serialised KnowledgeBase
  std::string hash;            ///< SHA-256 over `knowledge`, hex
  std::uint64_t version = 0;
  bool for_model = false;  ///< for the model that was asked for
  std::uint64_t cohort_percent = 0;
};

/// Reads `payload`, and of what is signed in it no more than which knowledge it
/// is and for whom. Errors, each beginning with a word of its own: malformed,
/// too_large, unsigned, unknown_key, revoked_key, key_out_of_time, wrong_role,
/// bad_signature, wrong_tenant.
Result<KnowledgeRelease> open_release(std::string_view payload,
                                      const assist::KeyRing& keys,
                                      const Clock& clock,
                                      std::string_view tenant,
                                      std::string_view model);

/// Whether this speaker is among the first `percent` of a hundred to have this
/// version. Which ones those are differs from version to version, and who is in
/// a cohort is in every wider one.
bool in_cohort(std::string_view device,
               std::uint64_t version,
               std::uint64_t percent);

}  // namespace soundcheck
