#include <iostream>

#include "cloud-sim/cli/commands.hpp"
#include "cloud-sim/cli/exit_codes.hpp"
#include "cloud-sim/cli/print.hpp"

// What is known of the devices.
namespace soundcheck::cloud::cli {
namespace json = boost::json;
namespace {

struct Options {
  ClientOptions client;
  std::string device;
  int limit = 20;
  bool json = false;
};

void print_devices(const json::object& answer) {
  for (const auto& item : answer.at("devices").as_array()) {
    const auto& row = item.as_object();
    std::string fault = "-";
    if (const auto* diagnosis = row.at("diagnosis").if_object()) {
      fault = shown(*diagnosis, "fault_id");
      if (fault == "-")
        fault = shown(*diagnosis, "status");
    }
    std::cout << shown(row, "id") << "\t" << shown(row, "state") << "\t"
              << fault << "\t" << shown(row, "firmware") << "\t"
              << shown(row, "model") << "\n";
  }
}

void print_reports(const json::object& answer) {
  for (const auto& item : answer.at("reports").as_array()) {
    const auto& report = item.as_object();
    std::cout << "report " << shown(report, "id") << " ("
              << shown(report, "trigger") << ", firmware "
              << shown(report, "firmware") << ")\n";
    for (const auto& result : report.at("results").as_array())
      print_result(result.as_object());
  }
}

int ask(const Options& options,
        const std::string& path,
        void (*print)(const json::object&)) {
  const auto client = Client::open(options.client);
  if (!client)
    return fail(client.error());
  return tell(options.json, client->get(path), print);
}

}  // namespace

void add_remote(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  auto* devices = app.add_subcommand("devices", "List the fleet");
  add_client_options(*devices, options->client);
  devices->add_flag("--json", options->json, "As the API says it");
  devices->callback([=, &exit_code] {
    exit_code = ask(*options, "/devices", print_devices);
  });

  auto* reports = app.add_subcommand("reports", "Show a device's reports");
  add_client_options(*reports, options->client);
  reports->add_option("DEVICE", options->device, "Device id")->required();
  reports->add_option("--limit", options->limit, "How many")
      ->capture_default_str()
      ->check(CLI::Range(1, 500));
  reports->add_flag("--json", options->json, "As the API says it");
  reports->callback([=, &exit_code] {
    exit_code = ask(*options,
                    "/devices/" + encoded(options->device) +
                        "/reports?limit=" + std::to_string(options->limit),
                    print_reports);
  });
}

}  // namespace soundcheck::cloud::cli
