#include "agent/command_line.hpp"

#include <cstdio>
#include <cstdlib>
#include <getopt.h>

namespace soundcheck {

namespace {

constexpr int exit_misused = 64;  // EX_USAGE of sysexits.h

constexpr const char* usage = R"(Usage: soundcheckd [OPTION...]
Checks this speaker and tells what is wrong with it.

  -h, --help         Print this help and end
  -c, --config FILE  Configuration file (TOML)
                     [/etc/soundcheck/soundcheck.toml]
  --check-config     Read all files, tell what is wrong in them, and end
                     (0: nothing, 78: something)
  -v, --verbose      Log more
  --version          Print the version and end
)";

int misused() {
  std::fputs("Run with --help for more information.\n", stderr);
  return exit_misused;
}

}  // namespace

// With getopt_long(), because CLI11 takes 150 kB for four options.
CommandLine parse_command_line(int argc, char** argv) {
  enum { check_config = 256, version };
  constexpr option options[] = {
      {"help", no_argument, nullptr, 'h'},
      {"config", required_argument, nullptr, 'c'},
      {"check-config", no_argument, nullptr, check_config},
      {"verbose", no_argument, nullptr, 'v'},
      {"version", no_argument, nullptr, version},
      {}};
  CommandLine line;
  int found = 0;
  while ((found = ::getopt_long(argc, argv, "hc:v", options, nullptr)) != -1) {
    if (found == 'c') {
      line.config_file = optarg;
    } else if (found == check_config) {
      line.only_check = true;
    } else if (found == 'v') {
      line.verbose = true;
    } else if (found == 'h') {
      std::fputs(usage, stdout);
      line.ended = EXIT_SUCCESS;
    } else if (found == version) {
      std::puts("soundcheckd " SOUNDCHECK_VERSION);
      line.ended = EXIT_SUCCESS;
    } else {
      line.ended = misused();
    }
    if (line.ended)
      return line;
  }
  if (optind < argc) {
    std::fprintf(stderr, "soundcheckd: what is '%s'?\n", argv[optind]);
    line.ended = misused();
  }
  return line;
}

}  // namespace soundcheck
