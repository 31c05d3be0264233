#pragma once

#include <string>
#include <vector>

#include "probes/board/result.hpp"

namespace soundcheck {

/// A device whose every block the kernel compares with a tree of hashes when it
/// is read (Documentation/admin-guide/device-mapper/verity.rst).
struct VerityDevice {
  enum class State {
    unknown,
    intact,   ///< all blocks that were read since it was set up were right
    corrupt,  ///< at least one was not
  };

  std::string name;
  State state = State::unknown;
  std::string why_unknown;  ///< else empty
};

class Verity {
 public:
  virtual ~Verity() = default;
  /// None where the board has none. The kernel answers at once. Errors: io,
  /// denied (the devices cannot even be listed).
  virtual Result<std::vector<VerityDevice>> devices() = 0;
};

}  // namespace soundcheck
