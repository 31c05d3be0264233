#pragma once

#include <cstdint>
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
};

/// By what it judges now.
struct KnowledgeMark {
  std::string hash;  ///< SHA-256, hex
  std::uint64_t version = 0;
  /// Why the last knowledge that was sent here is not in use; empty: it is, or
  /// was meant for others, or none came.
  std::string refused;
};

}  // namespace soundcheck
