#include <iostream>
#include <sstream>
#include <tuple>

#include "cloud-sim/cli/commands.hpp"
#include "cloud-sim/cli/data_folder.hpp"
#include "cloud-sim/cli/exit_codes.hpp"
#include "cloud-sim/pki/authority.hpp"
#include "cloud-sim/pki/secret_file.hpp"
#include "cloud-sim/store/devices.hpp"

namespace soundcheck::cloud::cli {
namespace {

struct Options {
  std::string device, data, out, model, tenant;
  std::string broker_host = "127.0.0.1";
  int broker_port = 8883;
};

std::string settings_text(const Options& options,
                          const std::string& tenant,
                          const std::filesystem::path& out) {
  std::ostringstream text;
  text << "# For /etc/soundcheck/soundcheck.toml of " << options.device << ".\n"
       << "[device]\n"
       << "id = \"" << options.device << "\"\n"
       << "tenant = \"" << tenant << "\"\n"
       << "model = \"" << options.model << "\"\n\n"
       << "[broker]\n"
       << "host = \"" << options.broker_host << "\"\n"
       << "port = " << options.broker_port << "\n"
       << "ca_file = \"" << (out / "ca.crt").string() << "\"\n"
       << "cert_file = \"" << (out / "device.crt").string() << "\"\n"
       << "key_file = \"" << (out / "device.key").string() << "\"\n\n"
       << "[paths]\n"
       << "root_keys = \"" << (out / "root-keys").string() << "\"\n";
  return std::move(text).str();
}

Result<void> write_identity(const std::filesystem::path& out,
                            const Authority& authority,
                            const Authority::DeviceIdentity& identity,
                            const std::string& settings) {
  const auto root = read_file(authority.files().keys.root_public);
  if (!root)
    return root.error();
  for (const auto& folder : {out, out / "root-keys"}) {
    const auto made = make_private_folder(folder);
    if (!made)
      return made;
  }
  const std::tuple<std::filesystem::path, std::string, Access> files[] = {
      {out / "device.key", identity.key, Access::secret},
      {out / "device.crt", identity.certificate, Access::open},
      {out / "ca.crt", identity.ca, Access::open},
      {out / "root-keys" / (authority.signer().manifest().root_id + ".pem"),
       *root, Access::open},
      {out / "soundcheck.toml", settings, Access::open}};
  for (const auto& [file, content, access] : files) {
    const auto written = write_file(file, content, access);
    if (!written)
      return written;
  }
  return {};
}

bool is_plain(const std::string& text) {
  return text.find_first_of("\"\\\n\r") == std::string::npos;
}

Result<void> enrol(const Options& options) {
  const auto out = std::filesystem::absolute(options.out);
  if (!is_plain(options.model) || !is_plain(options.broker_host) ||
      !is_plain(out.string()))
    return Error(Errc::invalid, "bad_text",
                 "--model, --broker-host and --out may hold no quotes, "
                 "backslashes or line breaks");
  const auto data = open_data_folder(options.data, options.tenant);
  if (!data)
    return data.error();
  const auto authority = Authority::open(data->path, data->tenant, {});
  if (!authority)
    return authority.error();
  const auto identity = authority->enrol(options.device);
  if (!identity)
    return identity.error();
  const auto written = write_identity(
      out, *authority, *identity, settings_text(options, data->tenant, out));
  if (!written)
    return written;
  try {
    register_device(*data->db, options.device, data->tenant, options.model);
  } catch (const SqliteFailure& failure) {
    return Error(Errc::internal, "database", failure.what());
  }
  std::cout << "enrolled " << options.device << "; its identity is in "
            << out.string() << "\n";
  return {};
}

}  // namespace

void add_enrol(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  auto* command = app.add_subcommand(
      "enrol", "Make a device's certificate and settings, and register it");
  command->add_option("DEVICE", options->device, "Device id")->required();
  command->add_option("--data", options->data, "The cloud's folder")
      ->required();
  command->add_option("--out", options->out, "Folder for the device's files")
      ->required();
  command->add_option("--model", options->model, "Product name");
  command->add_option("--tenant", options->tenant,
                      "Tenant of a new data folder (default: default)");
  command
      ->add_option("--broker-host", options->broker_host,
                   "Where the device finds the broker")
      ->capture_default_str();
  command->add_option("--broker-port", options->broker_port, "Its port")
      ->capture_default_str()
      ->check(CLI::Range(1, 65535));
  command->callback([options, &exit_code] {
    const auto done = enrol(*options);
    exit_code = done ? healthy : fail(done.error());
  });
}

}  // namespace soundcheck::cloud::cli
