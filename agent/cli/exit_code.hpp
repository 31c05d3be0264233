#pragma once

namespace soundcheck::cli {

/// Part of the command's contract: in --help, in the man page, in scripts.
enum class Exit {
  good = 0,
  bad = 1,  ///< something failed, or a fault was found
  could_not_tell = 2,
  usage = 64,
  unreachable = 69,  ///< no daemon
  configuration = 78,
};

}  // namespace soundcheck::cli
