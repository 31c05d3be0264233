#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace soundcheck::cli {

enum class FirmwareVerb { sign, verify, mark_good };

/// What `soundcheck firmware ...` is asked for.
struct FirmwareOptions {
  FirmwareVerb verb = FirmwareVerb::sign;
  bool json = false;
  std::string manifest;  ///< TOML of sign, signed file of verify
  std::string root;      ///< below it lie the files; empty = nowhere
  std::string key, out;  ///< of sign
  std::string keys;      ///< of verify, like what follows
  std::string product;
  std::string config = "/etc/soundcheck/soundcheck.toml";
  std::string socket;  ///< of mark-good, like what follows
  bool when_healthy = false;
  double deadline_s = 120;
  std::vector<std::string> require;  ///< some of requirement_words()
  std::vector<std::string> command;  ///< that marks; empty = look for one
};

/// Adds the command `firmware` with its verbs; `asked` becomes true when it is
/// what the user wants. Both must outlive `app`.
void add_firmware_command(CLI::App& app, FirmwareOptions& options, bool& asked);

}  // namespace soundcheck::cli
