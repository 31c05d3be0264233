#pragma once

#include <string>

namespace soundcheck {

/// Who reports. Fixed from the daemon's start to its end.
struct Identity {
  std::string device;
  std::string tenant;
  std::string model;
  std::string boot_id;
  std::string agent_version;
  std::string firmware_version;
  std::string slot;
  std::string knowledge_hash;
};

}  // namespace soundcheck
