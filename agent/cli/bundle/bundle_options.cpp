#include "agent/cli/bundle/bundle_options.hpp"

#include <CLI/CLI.hpp>

#include "agent/cli/subcommand.hpp"

namespace soundcheck::cli {

namespace {

constexpr const char* bundle_footer =
    "Names of networks and hosts, addresses, keys, tokens, serials and places\n"
    "are replaced before anything is shown, written or sent:\n"
    "  soundcheck bundle preview\n"
    "  soundcheck bundle preview --show logs/messages.txt\n"
    "  soundcheck bundle export bundle.tar.zst && tar --zstd -tvf "
    "bundle.tar.zst\n"
    "Exit status: 0 done, 1 it could not be made, 69 soundcheck-bundle is not\n"
    "installed, 73 the file cannot be written, 78 bad configuration.\n";

void add_config(CLI::App& command, BundleOptions& options) {
  command.add_option("--config", options.config, "the daemon's configuration")
      ->capture_default_str();
}

}  // namespace

void add_bundle_command(CLI::App& app, BundleOptions& options, bool& asked) {
  auto* bundle = app.add_subcommand(
      "bundle", "what support needs to understand this speaker, redacted");
  bundle->require_subcommand(1);
  bundle->footer(bundle_footer);
  auto* preview =
      add_subcommand(*bundle, "preview", "tell what would leave; sends nothing",
                     BundleVerb::preview, options.verb, asked);
  preview->add_option("--show", options.show,
                      "print the text of this item, as it would leave");
  add_config(*preview, options);
  auto* keep = add_subcommand(*bundle, "export", "write it to a file; no cloud",
                              BundleVerb::keep, options.verb, asked);
  keep->add_option("FILE", options.file, "a tar compressed with zstd")
      ->required();
  add_config(*keep, options);
}

}  // namespace soundcheck::cli
