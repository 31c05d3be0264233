#include <iostream>

#include "cloud-sim/cli/commands.hpp"
#include "cloud-sim/cli/exit_codes.hpp"
#include "cloud-sim/cli/print.hpp"

// Cases, for scripts and for those who like a terminal.
namespace soundcheck::cloud::cli {
namespace json = boost::json;
namespace {

struct Options {
  ClientOptions client;
  std::int64_t id = 0;
  std::string text, level, device;
  bool all = false;
  bool json = false;
};

void print_row(const json::object& record) {
  const char separator = '\t';
  std::cout << shown(record, "id");
  for (const char* key : {"state", "severity", "level", "device", "fault_id",
                          "complaint", "assignee"})
    std::cout << separator << shown(record, key);
  std::cout << "\n";
}

void print_list(const json::object& answer) {
  for (const auto& item : answer.at("cases").as_array())
    print_row(item.as_object());
}

void print_case(const json::object& record) {
  for (const char* key :
       {"id", "device", "state", "origin", "opened_by", "complaint", "fault_id",
        "severity", "skill", "level", "assignee", "remedy_id", "confirmed_by",
        "outcome", "stars"})
    std::cout << key << ": " << shown(record, key) << "\n";
  const auto* events = record.if_contains("events");
  if (events == nullptr)
    return;
  for (const auto& item : events->as_array()) {
    const auto& event = item.as_object();
    std::cout << "  " << moment(event.at("at_ms")) << "  "
              << shown(event, "kind");
    for (const auto& [key, value] : event.at("data").as_object())
      if (!(value.is_string() && value.get_string().empty()))
        std::cout << "  " << printable(key) << "="
                  << shown(event.at("data").as_object(),
                           std::string(key).c_str());
    std::cout << "\n";
  }
}

std::string path_of(const Options& options, const char* act = "") {
  return "/cases/" + std::to_string(options.id) + act;
}

int list(const Options& options) {
  const auto client = Client::open(options.client);
  if (!client)
    return fail(client.error());
  std::string path = "/cases?limit=500";
  if (!options.all)
    path += "&state=open";
  if (!options.level.empty())
    path += "&level=" + encoded(options.level);
  if (!options.device.empty())
    path += "&device=" + encoded(options.device);
  return tell(options.json, client->get(path), print_list);
}

int show(const Options& options) {
  const auto client = Client::open(options.client);
  if (!client)
    return fail(client.error());
  return tell(options.json, client->get(path_of(options)), print_case);
}

int post(const Options& options, const char* act) {
  const auto client = Client::open(options.client);
  if (!client)
    return fail(client.error());
  json::object body;
  if (!options.text.empty())
    body["text"] = options.text;
  return tell(options.json, client->post(path_of(options, act), body),
              print_row);
}

CLI::App* add(CLI::App& app,
              const char* name,
              const char* what,
              Options& options) {
  auto* command = app.add_subcommand(name, what);
  add_client_options(*command, options.client);
  command->add_flag("--json", options.json, "As the API says it");
  return command;
}

CLI::App* add_with_id(CLI::App& app,
                      const char* name,
                      const char* what,
                      Options& options) {
  auto* command = add(app, name, what, options);
  command->add_option("CASE", options.id, "Number of the case")->required();
  return command;
}

}  // namespace

void add_case(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  auto* cases = app.add_subcommand("case", "Work on cases");
  cases->require_subcommand(1);

  auto* listed = add(*cases, "list",
                     "Open cases, the most severe first: number, state, "
                     "severity, level, device, fault, complaint, assignee",
                     *options);
  listed->add_flag("--all", options->all, "Closed ones, too");
  listed->add_option("--level", options->level, "Only this queue")
      ->check(CLI::IsMember({"l1", "l2"}));
  listed->add_option("--device", options->device, "Only of this device");
  listed->callback([=, &exit_code] { exit_code = list(*options); });

  auto* showed =
      add_with_id(*cases, "show", "One case and all that happened", *options);
  showed->callback([=, &exit_code] { exit_code = show(*options); });

  auto* note = add_with_id(*cases, "note", "Add a note to a case", *options);
  note->add_option("TEXT", options->text, "The note")->required();
  note->callback([=, &exit_code] { exit_code = post(*options, "/notes"); });

  auto* close = add_with_id(*cases, "close", "Close a case", *options);
  close->add_option("--text", options->text,
                    "Why; needed when the device has not confirmed the cure");
  close->callback([=, &exit_code] { exit_code = post(*options, "/closing"); });
}

}  // namespace soundcheck::cloud::cli
