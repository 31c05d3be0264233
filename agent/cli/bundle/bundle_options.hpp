#pragma once

#include <string>

namespace CLI {
class App;
}

namespace soundcheck::cli {

enum class BundleVerb { preview, keep };

/// What `soundcheck bundle ...` is asked for.
struct BundleOptions {
  BundleVerb verb = BundleVerb::preview;
  bool json = false;
  std::string config = "/etc/soundcheck/soundcheck.toml";
  std::string show;  ///< of preview
  std::string file;  ///< of export
};

/// Adds the command `bundle` with its verbs; `asked` becomes true when it is
/// what the user wants. Both must outlive `app`.
void add_bundle_command(CLI::App& app, BundleOptions& options, bool& asked);

}  // namespace soundcheck::cli
