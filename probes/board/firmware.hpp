#pragma once

#include <string>

#include "probes/board/result.hpp"

namespace soundcheck {

/// Who this image says it is. Empty = the board does not say.
struct FirmwareIdentity {
  std::string os_id;         ///< os-release ID
  std::string version;       ///< os-release IMAGE_VERSION, else VERSION_ID
  std::string build_id;      ///< os-release BUILD_ID
  std::string kernel;        ///< uname -r
  std::string model;         ///< device tree model, else DMI product name
  std::string running_slot;  ///< from the kernel command line
  std::string boot_id;
};

class Firmware {
 public:
  virtual ~Firmware() = default;
  /// Errors: io, parse (with file and line).
  virtual Task<FirmwareIdentity> identity() = 0;
};

}  // namespace soundcheck
