#pragma once

#include <CLI/CLI.hpp>

namespace soundcheck::cloud::cli {

// Each adds its subcommands; when one was asked for, it does the work and
// leaves the exit code.

void add_serve(CLI::App& app, int& exit_code);
void add_enrol(CLI::App& app, int& exit_code);
void add_keys(CLI::App& app, int& exit_code);
void add_token(CLI::App& app, int& exit_code);
void add_remote(CLI::App& app, int& exit_code);  ///< devices, reports
void add_assist(CLI::App& app, int& exit_code);  ///< diagnose, run
void add_approval(CLI::App& app, int& exit_code);
void add_case(CLI::App& app, int& exit_code);  ///< case list, show, ...
/// identify, measurements, events, reporting
void add_reading(CLI::App& app, int& exit_code);
void add_audit(CLI::App& app, int& exit_code);
void add_bundle(CLI::App& app, int& exit_code);
void add_erase(CLI::App& app, int& exit_code);
void add_knowledge(CLI::App& app, int& exit_code);

}  // namespace soundcheck::cloud::cli
