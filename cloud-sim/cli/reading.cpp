#include <iostream>

#include "cloud-sim/cli/commands.hpp"
#include "cloud-sim/cli/exit_codes.hpp"
#include "cloud-sim/cli/print.hpp"
#include "cloud-sim/cli/sending.hpp"

// What a device remembers, how closely it looks, and which one it is.
namespace soundcheck::cloud::cli {
namespace json = boost::json;
namespace {

struct Options : SendOptions {
  int seconds = 10;
  std::string series;
  int days = 14;
  std::string kind;
  std::int64_t from_s_ago = 0, to_s_ago = 0;
  int limit = 100;
  int each_s = 0, for_s = 0;
};

int ask(const Options& options,
        json::object body,
        void (*print)(const json::object&)) {
  const auto client = Client::open(options.client);
  if (!client)
    return fail(client.error());
  const auto ended = send_and_wait(*client, options, std::move(body),
                                   options.watch && !options.json);
  if (!ended)
    return fail(ended.error());
  const bool done = shown(*ended, "state") == "succeeded";
  if (options.json)
    print_json(*ended);
  else if (done)
    print(*ended);
  else
    print_failure(*ended);
  return done ? healthy : could_not_tell;
}

void print_done(const json::object&) {
  std::cout << "done\n";
}

void print_measurements(const json::object& command) {
  const auto& list = command.at("measurements").as_object();
  for (const auto& item : list.at("series").as_array()) {
    const auto& series = item.as_object();
    std::cout << shown(series, "name") << "  " << shown(series, "outlook")
              << "\n";
    for (const auto& one : series.at("points").as_array()) {
      const auto& point = one.as_object();
      std::cout << "  " << shown(point, "at_s") << "\t"
                << shown(point, "median") << "\t" << shown(point, "low") << "\t"
                << shown(point, "high") << "\n";
    }
  }
}

void print_events(const json::object& command) {
  for (const auto& item : command.at("events").as_array()) {
    const auto& event = item.as_object();
    std::cout << shown(event, "at_ms") << "\t" << shown(event, "kind") << "\t"
              << shown(event, "text") << "\n";
  }
}

void add_identify(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  auto* identify =
      app.add_subcommand("identify", "Let the light of a device blink");
  add_send_options(*identify, *options);
  identify->add_option("--seconds", options->seconds, "How long")
      ->capture_default_str()
      ->check(CLI::Range(1, 60));
  identify->callback([=, &exit_code] {
    exit_code =
        ask(*options, {{"verb", "identify"}, {"seconds", options->seconds}},
            print_done);
  });
}

void add_measurements(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  auto* history =
      app.add_subcommand("measurements", "Show a device's numbers over days");
  add_send_options(*history, *options);
  history->add_option("--series", options->series, "One of them; else all");
  history->add_option("--days", options->days, "How far back")
      ->capture_default_str()
      ->check(CLI::Range(1, 730));
  history->callback([=, &exit_code] {
    exit_code = ask(*options,
                    {{"verb", "show_measurements"},
                     {"series", options->series},
                     {"days", options->days}},
                    print_measurements);
  });
}

void add_events(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  auto* events = app.add_subcommand(
      "events", "Show what happened to a device's connection");
  add_send_options(*events, *options);
  events->add_option("--kind", options->kind,
                     "disconnected, broker_offline, ...; else every kind");
  events->add_option("--from", options->from_s_ago,
                     "From so many seconds ago; 0: all that it remembers");
  events->add_option("--to", options->to_s_ago, "Until so many seconds ago");
  events->add_option("--limit", options->limit, "The newest so many")
      ->capture_default_str()
      ->check(CLI::Range(1, 400));
  events->callback([=, &exit_code] {
    exit_code = ask(*options,
                    {{"verb", "read_events"},
                     {"kind", options->kind},
                     {"from_s_ago", options->from_s_ago},
                     {"to_s_ago", options->to_s_ago},
                     {"limit", options->limit}},
                    print_events);
  });
}

void add_reporting(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  auto* reporting = app.add_subcommand(
      "reporting", "Let a device check itself more often for a while");
  add_send_options(*reporting, *options);
  reporting
      ->add_option("--each", options->each_s,
                   "Seconds between two; 0: as usual again")
      ->required();
  reporting->add_option("--for", options->for_s, "For how many seconds");
  reporting->callback([=, &exit_code] {
    exit_code = ask(*options,
                    {{"verb", "set_reporting"},
                     {"class", "checkups"},
                     {"resolution_s", options->each_s},
                     {"for_s", options->for_s}},
                    print_done);
  });
}

}  // namespace

void add_reading(CLI::App& app, int& exit_code) {
  add_identify(app, exit_code);
  add_measurements(app, exit_code);
  add_events(app, exit_code);
  add_reporting(app, exit_code);
}

}  // namespace soundcheck::cloud::cli
