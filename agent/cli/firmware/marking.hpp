#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "probes/board/result.hpp"

namespace soundcheck::cli {

/// The command that marks the running slot good where the image's builder gave
/// none: RAUC's own where its program and its configuration are there; else,
/// where there is an environment of U-Boot and the kernel's command line tells
/// the slot, fw_setenv, which gives the slot 3 attempts again, as RAUC would by
/// default. Programs are looked for in the folders of `path`, as in $PATH; all
/// lie below `root`. Errors: unsupported (there is neither, and what to do),
/// io.
Result<std::vector<std::string>> marking_command(
    const std::filesystem::path& root,
    std::string_view path);

/// Runs it to its end, without a shell. What it prints goes to our standard
/// error. Errors: io (cannot be started, or ended with another status than 0,
/// with its words).
Result<void> run_marking(const std::vector<std::string>& command);

/// The command as a person would type it.
std::string typed(const std::vector<std::string>& command);

}  // namespace soundcheck::cli
