#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cloud-sim/store/records.hpp"
#include "cloud-sim/store/schema.hpp"

namespace soundcheck::cloud {

/// Knowledge that was released to the speakers.
struct Publication {
  std::int64_t id = 0;  ///< rises
  std::int64_t version = 0;
  std::string hash;  ///< SHA-256 over `knowledge`, lower-case hex
  std::int64_t cohort_percent = 0;
  std::string released_by;
  UnixMs released_ms = 0;
  UnixMs withdrawn_ms = 0;
  std::string knowledge = {};  ///< a serialised KnowledgeBase
  std::int64_t speakers = 0;   ///< of list_publications(): that have it now
};

/// Returns its id. The oldest above the limit go.
std::int64_t insert_publication(Sqlite& db,
                                const Publication& publication,
                                const StoreLimits& limits);
/// The newest one, also when it was withdrawn.
std::optional<Publication> last_publication(Sqlite& db);
void withdraw_publication(Sqlite& db, std::int64_t id, UnixMs now_ms);
/// Newest first, without the knowledge itself.
std::vector<Publication> list_publications(Sqlite& db);

/// Why a speaker does not use what it was sent last; empty: it does, or was not
/// sent any.
void note_refusal(Sqlite& db,
                  const std::string& device,
                  const std::string& why,
                  UnixMs at_ms);

struct KnowledgeRefusal {
  std::string device, why;
  UnixMs at_ms = 0;
};
/// Newest first.
std::vector<KnowledgeRefusal> list_refusals(Sqlite& db, std::int64_t limit);

}  // namespace soundcheck::cloud
