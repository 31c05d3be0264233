#include "agent/bundle/program/command_line.hpp"

#include <cstdio>
#include <getopt.h>
#include <string_view>

namespace soundcheck::bundle {

namespace {

constexpr int misused = 64;  // EX_USAGE of sysexits.h

constexpr const char* usage = R"(Usage: soundcheck bundle preview [OPTION...]
       soundcheck bundle export FILE [OPTION...]
Packs what support needs to understand this speaker: versions, reports, events,
crashes and the ends of logs. Names of networks and hosts, addresses, keys,
tokens, serials and places are replaced first.

  preview            Tell what would leave: items, sizes, what was replaced.
                     Nothing is kept or sent.
  export FILE        Write it to FILE, a tar compressed with zstd. No cloud is
                     needed; `tar --zstd -tvf FILE` shows what is in it.

  -h, --help         Print this help and end
  --config FILE      The daemon's configuration
                     [/etc/soundcheck/soundcheck.toml]
  --json             Print one JSON document
  --show ITEM        Of preview: print the text of one item, as it would leave
  --version          Print the version and end

Exit status: 0 done, 1 it could not be made, 64 wrong usage, 73 the file cannot
be written, 78 the configuration or the policy cannot be used.
)";

CommandLine ended(int status, std::FILE* where, const char* text) {
  std::fputs(text, where);
  CommandLine line;
  line.ended = status;
  return line;
}

bool read_words(CommandLine& line, int argc, char** argv) {
  const std::string_view work = optind < argc ? argv[optind] : "";
  const int words = argc - optind;
  if (work == "preview" && words == 1) {
    line.work = Work::preview;
  } else if (work == "export" && words == 2) {
    line.work = Work::keep;
    line.file = argv[optind + 1];
  } else if (work == "send" && words == 2) {
    line.work = Work::send;
    line.command = argv[optind + 1];
  } else {
    return false;
  }
  return line.show.empty() || line.work == Work::preview;
}

}  // namespace

CommandLine parse_command_line(int argc, char** argv) {
  enum { config = 256, json, show, version };
  constexpr option options[] = {{"help", no_argument, nullptr, 'h'},
                                {"config", required_argument, nullptr, config},
                                {"json", no_argument, nullptr, json},
                                {"show", required_argument, nullptr, show},
                                {"version", no_argument, nullptr, version},
                                {}};
  CommandLine line;
  int found = 0;
  while ((found = ::getopt_long(argc, argv, "h", options, nullptr)) != -1) {
    if (found == 'h')
      return ended(0, stdout, usage);
    if (found == version)
      return ended(0, stdout, "soundcheck-bundle " SOUNDCHECK_VERSION "\n");
    if (found == config)
      line.config = optarg;
    else if (found == json)
      line.json = true;
    else if (found == show)
      line.show = optarg;
    else
      return ended(misused, stderr, "Run with --help for more information.\n");
  }
  if (!read_words(line, argc, argv))
    return ended(misused, stderr,
                 "soundcheck bundle: preview, or export FILE; --help tells "
                 "more\n");
  return line;
}

}  // namespace soundcheck::bundle
