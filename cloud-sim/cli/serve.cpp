#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include "cloud-sim/cli/commands.hpp"
#include "cloud-sim/cli/exit_codes.hpp"
#include "cloud-sim/cli/service.hpp"

namespace soundcheck::cloud::cli {
namespace {

int serve(const ServeOptions& options) {
  // Standard output is for the ready line.
  spdlog::set_default_logger(spdlog::stderr_color_mt("soundcheck-cloud"));
  Service service(options);
  const auto started = service.start();
  if (!started)
    return fail(started.error());
  service.run();
  return 0;
}

}  // namespace

void add_serve(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<ServeOptions>();
  auto* command = app.add_subcommand(
      "serve", "Run the broker, the hub, the API and the console");
  command->add_option("--data", options->data, "Folder for all that is kept")
      ->required();
  command->add_option("--tenant", options->tenant,
                      "Tenant of a new data folder (default: default)");
  command
      ->add_option("--http", options->http,
                   "Address of API and console; port 0 picks a free one. A "
                   "socket from systemd goes first")
      ->capture_default_str();
  command
      ->add_option("--broker-listen", options->mqtt,
                   "Address of the broker that is started")
      ->capture_default_str();
  command->add_option("--broker", options->broker,
                      "Use the broker at HOST:PORT and start none; it must "
                      "trust the CA in the data folder");
  command->add_option("--probe-http", options->probe_http,
                      "Answer speakers' connectivity checks here");
  command->add_option("--probe-https", options->probe_https,
                      "The same over TLS");
  command->add_option("--name", options->names,
                      "Another name of this server, for its certificate and "
                      "its Host header");
  command->add_option("--web", options->web, "The console's folder");
  command->add_option("--knowledge", options->knowledge, "The knowledge base");
  command->add_option("--ready-fd", options->ready_fd,
                      "Write all ports as JSON there once everything works");
  command->add_option("--ready-file", options->ready_file,
                      "The same into a file");
  command->callback([options, &exit_code] { exit_code = serve(*options); });
}

}  // namespace soundcheck::cloud::cli
