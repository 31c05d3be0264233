#include "agent/cli/firmware/firmware_options.hpp"

#include <CLI/CLI.hpp>

#include "agent/cli/firmware/mark_good_options.hpp"
#include "agent/cli/subcommand.hpp"

namespace soundcheck::cli {

namespace {

constexpr const char* sign_footer =
    "Make a key once and keep it off the speakers; they get its public half:\n"
    "  openssl genpkey -algorithm ed25519 -out release-1.key\n"
    "  openssl pkey -in release-1.key -pubout -out "
    "firmware-keys/release-1.pem\n"
    "Write what is released (agent/cli/firmware/manifest.example.toml "
    "explains\n"
    "each key), and take sizes and hashes from the image's root:\n"
    "  soundcheck firmware sign release.toml --key release-1.key \\\n"
    "    --root build/rootfs --out manifest.pb\n"
    "\n"
    "Exit status:\n"
    "  0   signed\n"
    "  64  wrong usage\n"
    "  65  the manifest, a file of it or the key cannot be used\n"
    "  73  the result cannot be written\n";

constexpr const char* verify_footer =
    "On a speaker, what it is configured with, as the probe firmware.manifest\n"
    "does it:\n"
    "  soundcheck firmware verify\n"
    "Anywhere, the signature and the date; with --root the files, too:\n"
    "  soundcheck firmware verify manifest.pb --keys firmware-keys \\\n"
    "    --root build/rootfs --product tune-one\n"
    "Exit status: 0 it is as released, 1 it is not, 2 that could not be "
    "told.\n";

void add_sign(CLI::App& parent, FirmwareOptions& options, bool& asked) {
  auto* sign = add_subcommand(parent, "sign", "sign what is released",
                              FirmwareVerb::sign, options.verb, asked);
  sign->add_option("MANIFEST", options.manifest, "what is released (TOML)")
      ->required();
  sign->add_option("--key", options.key, "Ed25519 private key (PEM)")
      ->required();
  sign->add_option("--out", options.out, "signed manifest to write")
      ->required();
  sign->add_option("--root", options.root,
                   "the image's root, to take sizes and hashes of files from; "
                   "without, the manifest must have them");
  sign->footer(sign_footer);
}

void add_verify(CLI::App& parent, FirmwareOptions& options, bool& asked) {
  auto* verify =
      add_subcommand(parent, "verify", "compare with what was signed",
                     FirmwareVerb::verify, options.verb, asked);
  verify->add_option("MANIFEST", options.manifest,
                     "signed manifest; without, the one of the configuration");
  verify->add_option("--keys", options.keys,
                     "folder of trusted public keys, one <key id>.pem each; "
                     "without, the one of the configuration");
  verify->add_option("--root", options.root,
                     "where the files lie; with MANIFEST and without this, no "
                     "file is compared");
  verify->add_option("--product", options.product,
                     "what it must be for; without, as the configuration's "
                     "profile or the model says");
  verify
      ->add_option("--config", options.config,
                   "the daemon's configuration, for what is not given")
      ->capture_default_str();
  verify->footer(verify_footer);
}

}  // namespace

void add_firmware_command(CLI::App& app,
                          FirmwareOptions& options,
                          bool& asked) {
  auto* firmware = app.add_subcommand(
      "firmware",
      "sign what is released, compare with it, mark what works as good");
  firmware->require_subcommand(1);
  add_sign(*firmware, options, asked);
  add_verify(*firmware, options, asked);
  add_mark_good(*firmware, options)->callback([&options, &asked] {
    options.verb = FirmwareVerb::mark_good;
    asked = true;
  });
}

}  // namespace soundcheck::cli
