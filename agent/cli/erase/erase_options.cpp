#include "agent/cli/erase/erase_options.hpp"

#include <CLI/CLI.hpp>

namespace soundcheck::cli {

namespace {

constexpr const char* erase_footer =
    "For an owner who takes back that anything is known of his home, and "
    "before\n"
    "a speaker is given away. Stop soundcheckd, erase, and start it again; it\n"
    "then knows nothing of before. What has been sent already is erased by "
    "the\n"
    "cloud: soundcheck-cloud erase DEVICE.\n"
    "Exit status: 0 done, or told without --yes, 1 it could not be erased, 78 "
    "bad\n"
    "configuration.\n";

}  // namespace

void add_erase_command(CLI::App& app, EraseOptions& options, bool& asked) {
  auto* erase = app.add_subcommand(
      "erase", "forget this home: reports, journals, audit log, bundle names");
  erase->footer(erase_footer);
  erase->add_option("--config", options.config, "the daemon's configuration")
      ->capture_default_str();
  erase->add_flag("--yes", options.yes, "do it; without, only tell what goes");
  erase->callback([&asked] { asked = true; });
}

}  // namespace soundcheck::cli
