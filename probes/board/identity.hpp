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

/// What the speaker proves with who it is, and whom it believes.
struct IdentityState {
  std::string device;  ///< its configured name
  /// Why files are of no use, each with its name: "/keys/device.key: cannot be
  /// read: No such file or directory".
  std::vector<std::string> problems;
  /// Its own first, then those that vouch for it, if they are in the file. None
  /// = the file is of no use.
  std::vector<Certificate> certificates;
  /// One or more that may vouch for the broker. None = as above.
  std::vector<Certificate> authorities;
  bool has_key = false;      ///< a private key can be read
  bool key_fits = false;     ///< the speaker's certificate
  bool key_is_open = false;  ///< any user may read or write its file
  unsigned key_mode = 0;     ///< of its file, the lower nine bits
};

class DeviceIdentity {
 public:
  virtual ~DeviceIdentity() = default;
  /// Errors: unsupported (there is no cloud, so that none is needed).
  virtual Task<IdentityState> state() = 0;
};

}  // namespace soundcheck
