#include <CLI/CLI.hpp>
#include <completion/script.hpp>
#include <iostream>

#include "cloud-sim/cli/commands.hpp"
#include "cloud-sim/cli/exit_codes.hpp"

int main(int argc, char** argv) {
  namespace cli = soundcheck::cloud::cli;
  CLI::App app(
      "The support side of soundcheck: finds out from afar what is wrong with "
      "a speaker.",
      "soundcheck-cloud");
  app.set_version_flag("--version", "soundcheck-cloud " SOUNDCHECK_VERSION);
  app.require_subcommand(1);
  app.footer(
      "Exit codes: 0 healthy, 1 a fault was found, 2 could not tell, 64 wrong "
      "use,\n66 no such device or case, 69 the cloud cannot be reached, 70 "
      "internal, "
      "77 not allowed.");
  int exit_code = 0;
  cli::add_serve(app, exit_code);
  cli::add_enrol(app, exit_code);
  cli::add_keys(app, exit_code);
  cli::add_token(app, exit_code);
  cli::add_remote(app, exit_code);
  cli::add_assist(app, exit_code);
  cli::add_approval(app, exit_code);
  cli::add_case(app, exit_code);
  cli::add_reading(app, exit_code);
  cli::add_audit(app, exit_code);
  cli::add_bundle(app, exit_code);
  cli::add_knowledge(app, exit_code);
  cli::add_erase(app, exit_code);
  std::string completion;
  soundcheck::completion::add_command(app, completion);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : cli::usage;
  }
  std::cout << completion;
  return exit_code;
}
