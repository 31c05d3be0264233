#include <iostream>

#include "cloud-sim/cli/commands.hpp"
#include "cloud-sim/cli/data_folder.hpp"
#include "cloud-sim/cli/exit_codes.hpp"
#include "cloud-sim/cloud.hpp"
#include "cloud-sim/store/tokens.hpp"

namespace soundcheck::cloud::cli {
namespace {

struct Options {
  std::string data, name, role;
};

Result<void> add(Sqlite& db, const Options& options) {
  const auto secret = add_token(db, options.name, options.role, unix_now_ms());
  if (!secret)
    return secret.error();
  std::cout << *secret << "\n";
  std::cerr << "keep it now: it is shown this once\n";
  return {};
}

Result<void> list(Sqlite& db, const Options&) {
  for (const auto& token : list_tokens(db))
    std::cout << token.name << "\t" << token.role << "\n";
  return {};
}

Result<void> revoke(Sqlite& db, const Options& options) {
  if (!revoke_token(db, options.name))
    return Error(Errc::not_found, "unknown_token",
                 "there is no token named \"" + options.name + "\"");
  return {};
}

int act(Result<void> (*what)(Sqlite&, const Options&), const Options& options) {
  const auto data = open_data_folder(options.data, {});
  if (!data)
    return fail(data.error());
  try {
    const auto done = what(*data->db, options);
    return done ? healthy : fail(done.error());
  } catch (const SqliteFailure& failure) {
    return fail(Error(Errc::internal, "database", failure.what()));
  }
}

}  // namespace

void add_token(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  auto* token = app.add_subcommand("token", "Who may use the API and console");
  token->require_subcommand(1);
  token->add_option("--data", options->data, "The cloud's folder")->required();

  // Fall through, so that --data may also stand behind the verb.
  auto* added = token->add_subcommand("add", "Make a token and print it");
  added->fallthrough();
  added->add_option("--name", options->name, "Whose it is")->required();
  added
      ->add_option("--role", options->role,
                   "viewer, qa, support_l1, support_l2 or admin; support is "
                   "support_l2")
      ->required()
      ->check(CLI::IsMember(
          {"viewer", "qa", "support_l1", "support_l2", "support", "admin"}));
  added->callback([=, &exit_code] { exit_code = act(add, *options); });

  auto* listed = token->add_subcommand("list", "Names and roles");
  listed->fallthrough();
  listed->callback([=, &exit_code] { exit_code = act(list, *options); });

  auto* revoked = token->add_subcommand("revoke", "End a token");
  revoked->fallthrough();
  revoked->add_option("--name", options->name, "Whose it is")->required();
  revoked->callback([=, &exit_code] { exit_code = act(revoke, *options); });
}

}  // namespace soundcheck::cloud::cli
