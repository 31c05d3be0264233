#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace soundcheck::cli {

/// A subcommand that, where it is given, leaves `verb` in `chosen` and says
/// that its family was asked.
template <class Verb>
CLI::App* add_subcommand(CLI::App& parent,
                         const std::string& name,
                         const std::string& what,
                         Verb verb,
                         Verb& chosen,
                         bool& asked) {
  auto* command = parent.add_subcommand(name, what);
  command->callback([&chosen, &asked, verb] {
    chosen = verb;
    asked = true;
  });
  return command;
}

}  // namespace soundcheck::cli
