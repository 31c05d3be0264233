#include "agent/cli/firmware/mark_good_options.hpp"

#include <CLI/CLI.hpp>

#include "agent/cli/firmware/health_gate.hpp"

namespace soundcheck::cli {

namespace {

constexpr const char* footer =
    "The boot loader counts attempts: a slot that nobody marks good is given\n"
    "up after a few starts, and the software before runs again. Mark it by\n"
    "what works, not by the time that has passed. In the service that the\n"
    "image starts in the background, in place of the updater's own mark:\n"
    "  soundcheck firmware mark-good --when-healthy\n"
    "\n"
    "What can be required, and the probes that have to pass for it:\n"
    "  audio    audio.electrical: sound card and microphones, silently\n"
    "  network  network.address, .gateway, .dns, .internet\n"
    "  broker   network.broker\n"
    "All of it is the default. A home whose line is down then confirms no\n"
    "slot; require less where that must not bring the old software back.\n"
    "\n"
    "It asks soundcheckd, and waits for it to start. What passed once is not\n"
    "asked again. Then it runs, without a shell, COMMAND, or else\n"
    "  rauc status mark-good        where RAUC is there\n"
    "  fw_setenv BOOT_<slot>_LEFT 3 where U-Boot's environment is, and the\n"
    "                               kernel's command line has rauc.slot=\n"
    "A command with options of its own stands last, after two dashes:\n"
    "  soundcheck firmware mark-good --when-healthy -- fw_setenv -f up.txt\n"
    "\n"
    "Exit status:\n"
    "  0   healthy, and marked good\n"
    "  1   not marked: each requirement says passed, failed, or could not be\n"
    "      measured, and why\n"
    "  64  wrong usage\n"
    "  78  neither RAUC nor U-Boot is here, and no command was given\n";

}  // namespace

CLI::App* add_mark_good(CLI::App& parent, FirmwareOptions& options) {
  auto* mark = parent.add_subcommand(
      "mark-good", "mark the running slot good when the speaker works");
  mark->add_flag("--when-healthy", options.when_healthy,
                 "wait until it works; needed, as the updater itself can mark "
                 "a slot without a look")
      ->required();
  mark->add_option("--deadline", options.deadline_s,
                   "how long to wait: 90, 90s or 2m, up to an hour")
      ->transform(CLI::AsNumberWithUnit(
          std::map<std::string, double>{{"s", 1}, {"m", 60}}))
      ->check(CLI::Range(1.0, 3600.0))
      ->type_name("TIME")
      ->default_str("120s");
  options.require = requirement_words();
  mark->add_option("--require", options.require,
                   "what has to work; several with commas")
      ->delimiter(',')
      ->check(CLI::IsMember(requirement_words()))
      ->type_name("WHAT")
      ->default_str("audio,network,broker");
  mark->add_option("--command,COMMAND", options.command,
                   "program and arguments that mark the slot good")
      ->expected(-1)
      ->type_name("WORD");
  mark->footer(footer);
  return mark;
}

}  // namespace soundcheck::cli
