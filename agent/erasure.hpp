#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "probes/board/result.hpp"

namespace soundcheck {

/// What becomes of the files of a state folder when its owner takes back that
/// anything is known of his home, or gives the speaker away. Reports, journals,
/// numbers, the audit log and the secret that names things in bundles go. What
/// protects the speaker stays: whom it obeys, the highest firmware release, and
/// in a new database the counters of commands, so that nothing old that
/// somebody recorded is obeyed again. The next owner's support gets nothing
/// from it.
/// Folders in it are not soundcheckd's, and stay.
struct Erasure {
  std::vector<std::string> erased;  ///< names in the folder
  std::vector<std::string> kept;
};

/// What erase() would do; changes nothing. Errors: io.
Result<Erasure> plan_erasure(const std::filesystem::path& state_folder);

/// Does it; all is gone from the file system when it returns. After a power cut
/// in between it can be done again. Errors: busy (soundcheckd works in it), io.
Result<Erasure> erase(const std::filesystem::path& state_folder);

}  // namespace soundcheck
