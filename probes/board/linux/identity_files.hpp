#pragma once

#include <string>

#include "probes/board/identity.hpp"

namespace soundcheck {

/// Where the speaker's identity is, as configured: PEM files. All empty where
/// there is no cloud.
struct IdentityPaths {
  std::string device;  ///< its name
  std::string ca_file;
  std::string cert_file;
  std::string key_file;
};

/// Reads the files that the uplink reads when it connects. They are those of
/// this system, also when a captured board is looked at.
class IdentityFiles final : public DeviceIdentity {
 public:
  explicit IdentityFiles(IdentityPaths paths) : paths_(std::move(paths)) {}
  Task<IdentityState> state() override;

 private:
  IdentityPaths paths_;
};

}  // namespace soundcheck
