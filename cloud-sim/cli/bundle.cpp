#include <chrono>
#include <iostream>
#include <thread>

#include "cloud-sim/cli/commands.hpp"
#include "cloud-sim/cli/exit_codes.hpp"
#include "cloud-sim/cli/print.hpp"
#include "cloud-sim/pki/secret_file.hpp"

// Asks a device for its logs, waits, and fetches them.
namespace soundcheck::cloud::cli {
namespace json = boost::json;
namespace {

struct Options {
  ClientOptions client;
  std::string device, destination, out;
  std::string reason = "asked on the command line";
};

Result<json::object> wait_for_end(const Client& client, json::object command) {
  const auto path = "/commands/" + encoded(shown(command, "id"));
  while (command.at("finished_ms").is_null()) {
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    auto now = client.get(path);
    if (!now)
      return now.error();
    command = std::move(*now);
  }
  return command;
}

Result<void> fetch(const Client& client,
                   const Options& options,
                   const std::string& id) {
  const auto bytes = client.download("/bundles/" + encoded(id));
  if (!bytes)
    return bytes.error();
  // It has passed a redactor, and is still nobody else's.
  const auto written = write_file(options.out, *bytes, Access::secret);
  if (!written)
    return written;
  std::cout << options.out << ": " << bytes->size() << " bytes\n";
  return {};
}

int collect(const Options& options) {
  const auto client = Client::open(options.client);
  if (!client)
    return fail(client.error());
  const auto sent =
      client->post("/devices/" + encoded(options.device) + "/commands",
                   {{"verb", "collect_bundle"},
                    {"destination", options.destination},
                    {"reason", options.reason}});
  if (!sent)
    return fail(sent.error());
  const auto ended = wait_for_end(*client, *sent);
  if (!ended)
    return fail(ended.error());
  const auto state = shown(*ended, "state");
  if (state != "succeeded") {
    std::cout << state << ": " << shown(*ended, "refusal") << " "
              << shown(*ended, "detail") << "\n";
    return could_not_tell;
  }
  const auto id = shown(*ended, "id");
  std::cout << "bundle " << id << " has arrived\n";
  if (options.out.empty())
    return healthy;
  const auto fetched = fetch(*client, options, id);
  return fetched ? healthy : fail(fetched.error());
}

}  // namespace

void add_bundle(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  auto* command = app.add_subcommand(
      "bundle", "Ask a device for its logs, redacted, and fetch them");
  add_client_options(*command, options->client);
  command->add_option("DEVICE", options->device, "Device id")->required();
  command
      ->add_option(
          "--to", options->destination,
          "Name of a destination in the device's own policy; one whose "
          "address is this cloud's /api/v1/uploads")
      ->required();
  command->add_option("--out", options->out, "File to write it to");
  command->add_option("--reason", options->reason, "Shown to the owner")
      ->capture_default_str();
  command->callback([=, &exit_code] { exit_code = collect(*options); });
}

}  // namespace soundcheck::cloud::cli
