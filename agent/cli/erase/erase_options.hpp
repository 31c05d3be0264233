#pragma once

#include <string>

namespace CLI {
class App;
}

namespace soundcheck::cli {

/// What `soundcheck erase` is asked for.
struct EraseOptions {
  bool json = false;
  std::string config = "/etc/soundcheck/soundcheck.toml";
  bool yes = false;  ///< else it only tells what it would do
};

/// Adds the command; `asked` becomes true when it is what the user wants. Both
/// must outlive `app`.
void add_erase_command(CLI::App& app, EraseOptions& options, bool& asked);

}  // namespace soundcheck::cli
