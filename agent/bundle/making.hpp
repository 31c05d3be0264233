#pragma once

#include "agent/bundle/collection.hpp"
#include "agent/config.hpp"

namespace soundcheck::bundle {

/// All that a speaker is configured with, as far as bundles need it.
struct Setup {
  Config config;
  BundlePolicy policy;
};

/// Errors: io, parse; as the daemon tells them.
Result<Setup> load_setup(const std::filesystem::path& config_file);

/// Makes one bundle of this speaker. `descriptor` as for Archive::open().
struct Made {
  Manifest manifest;
  std::size_t bytes = 0;
  std::string sha256;  ///< of the archive, 32 bytes
};
/// Errors: io (the secret, the archive), denied (the secret), internal.
Result<Made> make_bundle(const Setup& setup,
                         int descriptor,
                         const Watcher& watcher);

}  // namespace soundcheck::bundle
