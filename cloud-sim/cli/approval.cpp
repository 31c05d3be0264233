#include "cloud-sim/cli/approval.hpp"

#include <iostream>

#include "cloud-sim/cli/commands.hpp"
#include "cloud-sim/cli/exit_codes.hpp"
#include "cloud-sim/cli/print.hpp"

// What needs the signatures of two operators.
namespace soundcheck::cloud::cli {
namespace json = boost::json;
namespace {

struct Options {
  ClientOptions client;
  std::string id, device, reason;
  bool all = false;
  bool json = false;
};

void print_approval(const json::object& approval) {
  std::cout << shown(approval, "id") << "\t" << shown(approval, "state") << "\t"
            << shown(approval, "device") << "\t" << shown(approval, "verb")
            << " " << shown(approval, "argument") << "\t"
            << shown(approval, "operator") << ": " << shown(approval, "reason");
  if (!approval.at("second").as_string().empty())
    std::cout << "\t" << shown(approval, "second") << ": "
              << shown(approval, "note");
  std::cout << "\n";
}

void print_list(const json::object& answer) {
  for (const auto& item : answer.at("approvals").as_array())
    print_approval(item.as_object());
}

int list(const Options& options) {
  const auto client = Client::open(options.client);
  if (!client)
    return fail(client.error());
  std::string path = "/approvals?device=" + encoded(options.device);
  if (!options.all)
    path += "&state=waiting";
  return tell(options.json, client->get(path), print_list);
}

int decide(const Options& options, const char* act, const json::object& body) {
  const auto client = Client::open(options.client);
  if (!client)
    return fail(client.error());
  return tell(
      options.json,
      client->post("/approvals/" + encoded(options.id) + "/" + act, body),
      print_approval);
}

CLI::App* add(CLI::App& parent,
              const char* name,
              const char* what,
              Options& options) {
  auto* command = parent.add_subcommand(name, what);
  add_client_options(*command, options.client);
  command->add_flag("--json", options.json, "As the API says it");
  return command;
}

}  // namespace

int ask_second_operator(const Client& client,
                        const SendOptions& options,
                        json::object body) {
  body["reason"] = options.reason;
  const auto asked =
      client.post("/devices/" + encoded(options.device) + "/approvals", body);
  if (!asked)
    return fail(asked.error());
  if (options.json) {
    print_json(*asked);
    return could_not_tell;
  }
  std::cout << "waits for a second operator, who has 15 minutes:\n"
               "  soundcheck-cloud approval countersign "
            << shown(*asked, "id") << "\n";
  return could_not_tell;
}

void add_approval(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  auto* approval = app.add_subcommand(
      "approval", "What a second operator must sign, too, before it is sent");
  approval->require_subcommand(1);
  auto* listing = add(*approval, "list", "Print what waits", *options);
  listing->add_option("--device", options->device, "Of this device only");
  listing->add_flag("--all", options->all, "Also what was decided");
  listing->callback([=, &exit_code] { exit_code = list(*options); });

  auto* sign = add(*approval, "countersign",
                   "Sign it with your own key, and have it sent", *options);
  sign->add_option("ID", options->id, "As in the list")->required();
  sign->callback([=, &exit_code] {
    exit_code = decide(*options, "countersignature", {});
  });

  auto* decline = add(*approval, "decline",
                      "Decline it, or withdraw what you asked for", *options);
  decline->add_option("ID", options->id, "As in the list")->required();
  decline->add_option("--reason", options->reason, "Why");
  decline->callback([=, &exit_code] {
    exit_code = decide(*options, "decline", {{"reason", options->reason}});
  });
}

}  // namespace soundcheck::cloud::cli
