#pragma once

#include <filesystem>
#include <string>

#include "cloud-sim/cases/catalog.hpp"
#include "cloud-sim/result.hpp"

namespace soundcheck::cloud {

/// The knowledge base as the cloud serves it.
struct Knowledge {
  std::string bytes;  ///< a serialised KnowledgeBase
  std::string json;   ///< the API's object
  std::string hash;   ///< SHA-256 over `bytes`, lower-case hex
  std::uint64_t version = 0;
};

/// What the cases read of it.
FaultCatalog catalog_of(const Knowledge& knowledge);

/// Reads a KnowledgeBase, or a SignedKnowledge around one. Errors: denied,
/// invalid.
Result<Knowledge> load_knowledge(const std::filesystem::path& file);
Result<Knowledge> parse_knowledge(std::string bytes);

}  // namespace soundcheck::cloud
