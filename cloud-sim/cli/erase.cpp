#include <iostream>

#include "cloud-sim/cli/commands.hpp"
#include "cloud-sim/cli/exit_codes.hpp"
#include "cloud-sim/cli/print.hpp"

// What the owner of a device may demand.
namespace soundcheck::cloud::cli {
namespace json = boost::json;
namespace {

struct Options {
  ClientOptions client;
  std::string device;
  bool yes = false;
};

int erase(const Options& options) {
  if (!options.yes) {
    std::cerr
        << "this forgets all reports, cases, bundles and the history of \""
        << options.device << "\", for ever; --yes does it\n";
    return usage;
  }
  const auto client = Client::open(options.client);
  if (!client)
    return fail(client.error());
  const auto done =
      client->post("/devices/" + encoded(options.device) + "/erasure",
                   {{"device", options.device}});
  if (!done)
    return fail(done.error());
  std::cout << options.device << ": " << shown(*done, "records")
            << " records erased; the speaker forgets by itself: soundcheck "
               "erase\n";
  return healthy;
}

}  // namespace

void add_erase(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  auto* command = app.add_subcommand(
      "erase", "Forget all that is known of a device, as its owner demands");
  add_client_options(*command, options->client);
  command->add_option("DEVICE", options->device, "Device id")->required();
  command->add_flag("--yes", options->yes, "There is no way back");
  command->callback([=, &exit_code] { exit_code = erase(*options); });
}

}  // namespace soundcheck::cloud::cli
