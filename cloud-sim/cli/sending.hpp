#pragma once

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <string>
#include <vector>

#include "cloud-sim/cli/client.hpp"

namespace soundcheck::cloud::cli {

/// Of every command that asks a device.
struct SendOptions {
  ClientOptions client;
  std::string device, complaint, remedy;
  std::string reason = "asked on the command line";
  std::vector<std::string> probes;
  bool watch = false;
  bool json = false;
};

void add_send_options(CLI::App& command, SendOptions& options);

/// Sends a command and waits for its end; returns it as the API says it.
Result<boost::json::object> send_and_wait(const Client& client,
                                          const SendOptions& options,
                                          boost::json::object body,
                                          bool watch);

/// "refused: policy ...", when it did not succeed.
void print_failure(const boost::json::object& command);

}  // namespace soundcheck::cloud::cli
