#include <chrono>
#include <iostream>
#include <thread>

#include "cloud-sim/cli/approval.hpp"
#include "cloud-sim/cli/commands.hpp"
#include "cloud-sim/cli/exit_codes.hpp"
#include "cloud-sim/cli/print.hpp"
#include "cloud-sim/cli/sending.hpp"

// What is asked of a device: send a command, wait for its end, tell it.
namespace soundcheck::cloud::cli {
namespace json = boost::json;
namespace {

using Options = SendOptions;

/// Tells what is new since the last look.
class Watcher {
 public:
  void look(const json::object& command) {
    const auto state = shown(command, "state");
    if (state != state_)
      std::cout << state << "\n";
    state_ = state;
    const auto& steps = command.at("steps").as_array();
    for (; told_ < steps.size(); ++told_) {
      const auto* result = steps[told_].as_object().at("result").if_object();
      if (result == nullptr)
        break;
      print_result(*result);
    }
    std::cout.flush();
  }

 private:
  std::string state_;
  std::size_t told_ = 0;
};

Result<json::object> wait_for_end(const Client& client,
                                  json::object command,
                                  bool watch) {
  Watcher watcher;
  const auto path = "/commands/" + encoded(shown(command, "id"));
  for (;;) {
    if (watch)
      watcher.look(command);
    if (!command.at("finished_ms").is_null())
      return command;
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    auto now = client.get(path);
    if (!now)
      return now.error();
    command = std::move(*now);
  }
}

int code_of_diagnosis(const json::object& command) {
  const auto* diagnosis = command.at("diagnosis").if_object();
  if (shown(command, "state") != "succeeded" || diagnosis == nullptr)
    return could_not_tell;
  const auto status = shown(*diagnosis, "status");
  if (status == "no_fault")
    return healthy;
  return status == "incomplete" ? could_not_tell : fault_found;
}

int code_of_results(const json::object& command) {
  const auto& results = command.at("results").as_array();
  bool all = shown(command, "state") == "succeeded" && !results.empty();
  for (const auto& item : results) {
    const auto outcome = shown(item.as_object(), "outcome");
    if (outcome == "failed")
      return fault_found;
    all = all && outcome == "passed";
  }
  return all ? healthy : could_not_tell;
}

int code_of_remedy(const json::object& command) {
  const auto* remedy = command.at("remedy").if_object();
  if (remedy == nullptr)
    return could_not_tell;
  const auto outcome = shown(*remedy, "outcome");
  const auto& confirmed = remedy->at("confirmed").as_array();
  const bool passes = !confirmed.empty() && shown(confirmed.back().as_object(),
                                                  "outcome") == "passed";
  if (outcome == "healed" || (outcome == "unchanged" && passes))
    return healthy;
  return outcome == "unchanged" || outcome == "worse" ? fault_found
                                                      : could_not_tell;
}

void print_remedy(const json::object& remedy) {
  std::cout << shown(remedy, "remedy_id") << ": " << shown(remedy, "outcome")
            << (remedy.at("undone").as_bool() ? ", undone" : "") << ": "
            << shown(remedy, "detail") << "\n";
}

void print_end(const Client& client,
               const Options& options,
               const json::object& command) {
  print_failure(command);
  if (const auto* diagnosis = command.at("diagnosis").if_object())
    print_diagnosis(*diagnosis, fault_titles(client));
  else if (!options.watch)
    for (const auto& result : command.at("results").as_array())
      print_result(result.as_object());
  if (const auto* remedy = command.at("remedy").if_object())
    print_remedy(*remedy);
}

int send(const Options& options,
         json::object body,
         int (*code_of)(const json::object&)) {
  const auto client = Client::open(options.client);
  if (!client)
    return fail(client.error());
  const auto ended =
      send_and_wait(*client, options, body, options.watch && !options.json);
  if (!ended && ended.error().code == "needs_second_operator")
    return ask_second_operator(*client, options, std::move(body));
  if (!ended)
    return fail(ended.error());
  if (options.json)
    print_json(*ended);
  else
    print_end(*client, options, *ended);
  return code_of(*ended);
}

}  // namespace

void add_send_options(CLI::App& command, SendOptions& options) {
  add_client_options(command, options.client);
  command.add_option("DEVICE", options.device, "Device id")->required();
  command.add_option("--reason", options.reason, "Shown to the owner")
      ->capture_default_str();
  command.add_flag("--watch", options.watch, "Tell each step");
  command.add_flag("--json", options.json, "As the API says it");
}

Result<json::object> send_and_wait(const Client& client,
                                   const SendOptions& options,
                                   json::object body,
                                   bool watch) {
  body["reason"] = options.reason;
  auto sent =
      client.post("/devices/" + encoded(options.device) + "/commands", body);
  if (!sent)
    return sent.error();
  return wait_for_end(client, std::move(*sent), watch);
}

void print_failure(const json::object& command) {
  const auto state = shown(command, "state");
  if (state != "succeeded")
    std::cout << state << ": " << shown(command, "refusal") << " "
              << shown(command, "detail") << "\n";
}

void add_assist(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  auto* diagnose = app.add_subcommand(
      "diagnose", "Let a device find out what is wrong, and wait for it");
  add_send_options(*diagnose, *options);
  diagnose->add_option("--complaint", options->complaint,
                       "no_sound, distorted, does_not_hear_me, cannot_connect, "
                       "drops, slow_answers, restarts or other");
  diagnose->callback([=, &exit_code] {
    json::object body{{"verb", "diagnose"}, {"complaint", options->complaint}};
    exit_code = send(*options, std::move(body), code_of_diagnosis);
  });

  auto* run = app.add_subcommand("run", "Run probes on a device");
  add_send_options(*run, *options);
  run->add_option("PROBE", options->probes, "Probe ids")->required();
  run->callback([=, &exit_code] {
    json::array probes(options->probes.begin(), options->probes.end());
    json::object body{{"verb", "run_probes"}, {"probes", std::move(probes)}};
    exit_code = send(*options, std::move(body), code_of_results);
  });

  auto* remedy = app.add_subcommand(
      "remedy", "Let a device apply a remedy, and test whether it helped");
  add_send_options(*remedy, *options);
  remedy->add_option("REMEDY", options->remedy, "Remedy id, as diagnosed")
      ->required();
  remedy->callback([=, &exit_code] {
    json::object body{{"verb", "apply_remedy"}, {"remedy", options->remedy}};
    exit_code = send(*options, std::move(body), code_of_remedy);
  });
}

}  // namespace soundcheck::cloud::cli
