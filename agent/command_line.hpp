#pragma once

#include <optional>
#include <string>

namespace soundcheck {

/// What soundcheckd is told when it is started.
struct CommandLine {
  std::string config_file = "/etc/soundcheck/soundcheck.toml";
  bool only_check = false;
  bool verbose = false;
  std::optional<int> ended;  ///< with this exit status
};

/// May print, and say that this was all there was to do.
CommandLine parse_command_line(int argc, char** argv);

}  // namespace soundcheck
