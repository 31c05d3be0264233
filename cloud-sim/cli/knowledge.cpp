#include <cstdio>
#include <iostream>

#include "cloud-sim/cli/commands.hpp"
#include "cloud-sim/cli/exit_codes.hpp"
#include "cloud-sim/cli/print.hpp"
#include "cloud-sim/cli/sending.hpp"
#include "cloud-sim/pki/secret_file.hpp"
#include "cloud-sim/wire/identifiers.hpp"

// Releases knowledge to the speakers, and makes the next of what they confirm.
namespace soundcheck::cloud::cli {
namespace json = boost::json;
namespace {

struct Options : SendOptions {
  std::string file, out, tenant, hash;
  int cohort_percent = 0;
};

void print_release(const json::object& release) {
  std::cout << "version " << shown(release, "version") << "\t"
            << shown(release, "cohort_percent") << " %\t"
            << shown(release, "hash") << "\n  by "
            << shown(release, "released_by") << ", "
            << moment(release.at("released_ms"));
  if (!release.at("withdrawn_ms").is_null())
    std::cout << ", withdrawn " << moment(release.at("withdrawn_ms"));
  std::cout << "\n";
}

void print_list(const json::object& list) {
  for (const auto& item : list.at("releases").as_array()) {
    print_release(item.as_object());
    std::cout << "  in use by " << shown(item.as_object(), "speakers") << " of "
              << shown(list, "speakers") << " speakers\n";
  }
  if (list.at("releases").as_array().empty())
    std::cout << "nothing was released\n";
  for (const auto& item : list.at("refusals").as_array())
    std::cout << "refused by " << shown(item.as_object(), "device") << ": "
              << shown(item.as_object(), "why") << "\n";
}

int show(const Options& options) {
  const auto client = Client::open(options.client);
  return client ? tell(options.json, client->get("/knowledge/releases"),
                       print_list)
                : fail(client.error());
}

int release(const Options& options) {
  const auto client = Client::open(options.client);
  if (!client)
    return fail(client.error());
  const auto bytes = read_file(options.file);
  if (!bytes)
    return fail(bytes.error());
  const auto answer = client->post("/knowledge/releases",
                                   {{"knowledge", to_base64(*bytes)},
                                    {"cohort_percent", options.cohort_percent},
                                    {"tenant", options.tenant}});
  return tell(options.json, answer, print_release);
}

int withdraw(const Options& options) {
  const auto client = Client::open(options.client);
  return client ? tell(options.json, client->post("/knowledge/withdrawal", {}),
                       print_release)
                : fail(client.error());
}

void print_links(const json::array& links) {
  for (const auto& item : links) {
    const auto& link = item.as_object();
    std::cout << "link   " << shown(link, "fault_id") << "\t"
              << shown(link, "finding_id") << "\t" << shown(link, "before")
              << " -> " << shown(link, "after") << " per mille\tpresent "
              << shown(link, "present") << ", absent " << shown(link, "absent")
              << "\n";
  }
}

std::string chance(const json::value& number) {
  char text[16];
  std::snprintf(text, sizeof text, "%.4f", number.to_number<double>());
  return text;
}

/// Those without a case all shrink by the same factor, to make room.
void print_priors(const json::array& priors) {
  std::size_t without = 0;
  for (const auto& item : priors) {
    const auto& prior = item.as_object();
    if (prior.at("cases").to_number<std::int64_t>() == 0) {
      ++without;
      continue;
    }
    std::cout << "prior  " << shown(prior, "fault_id") << "\t"
              << chance(prior.at("before")) << " -> "
              << chance(prior.at("after")) << "\t" << shown(prior, "cases")
              << " cases of " << shown(prior, "speakers") << " speakers\n";
  }
  if (without > 0)
    std::cout << "prior  " << without << " faults without a case are less "
              << "probable; --json lists them\n";
}

void print_proposal(const json::object& proposal) {
  print_links(proposal.at("links").as_array());
  print_priors(proposal.at("priors").as_array());
  std::cout << "version " << shown(proposal, "version") << " by "
            << shown(proposal, "cases") << " cases";
  if (proposal.at("ignored").to_number<std::int64_t>() > 0)
    std::cout << "; " << shown(proposal, "ignored") << " are of faults that "
              << "the knowledge does not have";
  std::cout << "\n";
}

int propose(const Options& options) {
  const auto client = Client::open(options.client);
  if (!client)
    return fail(client.error());
  auto proposal = client->post("/knowledge/proposals", {});
  if (!proposal)
    return fail(proposal.error());
  const auto bytes =
      from_base64(std::string(proposal->at("knowledge").as_string()));
  if (!bytes)
    return fail(
        {Errc::unavailable, "bad_answer", "the answer is no knowledge"});
  const auto written = write_file(options.out, *bytes, Access::open);
  if (!written)
    return fail(written.error());
  proposal->erase("knowledge");
  return tell(options.json, proposal, print_proposal);
}

int adopt(const Options& options) {
  const auto client = Client::open(options.client);
  if (!client)
    return fail(client.error());
  const auto ended = send_and_wait(
      *client, options, {{"verb", "update_knowledge"}, {"hash", options.hash}},
      options.watch && !options.json);
  if (!ended)
    return fail(ended.error());
  if (options.json)
    print_json(*ended);
  else
    print_failure(*ended);
  return shown(*ended, "state") == "succeeded" ? healthy : could_not_tell;
}

CLI::App* add(CLI::App& app,
              const char* name,
              const char* what,
              const std::shared_ptr<Options>& options,
              int& exit_code,
              int (*act)(const Options&)) {
  auto* command = app.add_subcommand(name, what);
  command->callback([=, &exit_code] { exit_code = act(*options); });
  return command;
}

void add_releasing(CLI::App& app,
                   const std::shared_ptr<Options>& options,
                   int& exit_code) {
  auto* showed = add(app, "show",
                     "What was released, who uses it, and who refused it and "
                     "why",
                     options, exit_code, show);
  auto* released = add(app, "release",
                       "Sign knowledge and publish it to the speakers, or "
                       "change the cohort of what is released",
                       options, exit_code, release);
  released->add_option("FILE", options->file, "A compiled knowledge base")
      ->required();
  released
      ->add_option("--cohort", options->cohort_percent,
                   "So many of a hundred speakers use it; the others put it "
                   "aside")
      ->required()
      ->check(CLI::Range(1, 100));
  released->add_option("--tenant", options->tenant,
                       "Refuse if the cloud is of another tenant");
  auto* withdrawn = add(app, "withdraw",
                        "Show it to no more speakers; those that use it keep "
                        "it until there is a newer version",
                        options, exit_code, withdraw);
  for (auto* command : {showed, released, withdrawn}) {
    add_client_options(*command, options->client);
    command->add_flag("--json", options->json, "As the API says it");
  }
}

}  // namespace

void add_knowledge(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  auto* knowledge = app.add_subcommand(
      "knowledge", "Release knowledge of faults, and learn from cases");
  knowledge->require_subcommand(1);
  knowledge->footer(
      "All but \"show\" and \"adopt\" need an administrator's token.");
  add_releasing(*knowledge, options, exit_code);
  auto* proposed =
      add(*knowledge, "propose",
          "Make the next version by the cases that were confirmed since the "
          "last one, and tell what changes",
          options, exit_code, propose);
  add_client_options(*proposed, options->client);
  proposed->add_flag("--json", options->json, "As the API says it");
  proposed->add_option("--out", options->out, "File to write it to")
      ->required();
  auto* adopted =
      add(*knowledge, "adopt", "Let one device use what it has put aside",
          options, exit_code, adopt);
  add_send_options(*adopted, *options);
  adopted->add_option("--hash", options->hash, "Its SHA-256, see \"show\"")
      ->required();
}

}  // namespace soundcheck::cloud::cli
