#pragma once

#include <CLI/App.hpp>
#include <string>

namespace soundcheck::completion {

/// A script for `shell` ("bash" or "zsh") that completes the commands, options
/// and words of `app`, whose name the program is called by. What is hidden in
/// its --help stays hidden. Empty for another shell.
std::string script(const CLI::App& app, const std::string& shell);

/// Adds the command `completion SHELL`; `text` holds the script when that was
/// what the user wanted. `app` must be complete by the time it is parsed, and
/// `text` outlive it.
void add_command(CLI::App& app, std::string& text);

}  // namespace soundcheck::completion
