#pragma once

#include <vector>

#include "soundcheck/v1/report.pb.h"

namespace soundcheck::cli {

/// Part of the command's contract: in --help, in the man page, in scripts.
enum class Exit {
  good = 0,
  bad = 1,  ///< something failed, or a fault was found
  could_not_tell = 2,
  usage = 64,
  data = 65,         ///< a recording, baseline, manifest or key cannot be used
  unreachable = 69,  ///< no daemon
  cannot_create = 73,  ///< a file cannot be written
  configuration = 78,
};

/// One that failed outweighs those that could not tell.
Exit exit_of(const std::vector<v1::ProbeResult>& results);
Exit exit_of(const v1::Diagnosis& diagnosis);

}  // namespace soundcheck::cli
