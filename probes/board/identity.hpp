#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "probes/board/result.hpp"

namespace soundcheck {

/// One X.509 certificate, as far as it matters here.
struct Certificate {
  std::string common_name;  ///< of its subject; empty = it has none
  std::int64_t not_before_unix_s = 0;
  std::int64_t not_after_unix_s = 0;
};

/// The speaker's private key, of which nothing is told.
struct PrivateKey {
  bool fits = false;               ///< the speaker's certificate
  bool open_to_everybody = false;  ///< any user may read or write its file
  unsigned mode = 0;               ///< of its file, the lower nine bits
};

/// What the speaker proves with who it is, and whom it believes. An error says
/// why a file is of no use: io (not there, "key_file: No such file or
/// directory"), denied, parse.
struct IdentityState {
  std::string device;  ///< its configured name
  /// Its own first, then those that vouch for it, if they are in the file.
  Result<std::vector<Certificate>> certificates = std::vector<Certificate>();
  Result<PrivateKey> key = PrivateKey();
  /// One or more that may vouch for the broker.
  Result<std::vector<Certificate>> authorities = std::vector<Certificate>();
};

class DeviceIdentity {
 public:
  virtual ~DeviceIdentity() = default;
  /// Errors: unsupported (the speaker needs none), io, cancelled.
  virtual Task<IdentityState> state() = 0;
};

}  // namespace soundcheck
