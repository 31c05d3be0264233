#pragma once

#include <optional>
#include <string>

namespace soundcheck::bundle {

enum class Work {
  preview,  ///< tell what would leave
  keep,     ///< write it to a file
  send,     ///< for soundcheckd: to a destination
};

struct CommandLine {
  Work work = Work::preview;
  std::string config = "/etc/soundcheck/soundcheck.toml";
  std::string file;     ///< of keep
  std::string show;     ///< of preview: the text of this item; empty = a table
  std::string command;  ///< of send: its id
  bool json = false;
  std::optional<int> ended;  ///< answered already, with this exit status
};

CommandLine parse_command_line(int argc, char** argv);

}  // namespace soundcheck::bundle
