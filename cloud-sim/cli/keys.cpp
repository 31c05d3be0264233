#include <boost/json.hpp>
#include <ctime>
#include <iostream>

#include "cloud-sim/cli/commands.hpp"
#include "cloud-sim/cli/data_folder.hpp"
#include "cloud-sim/cli/exit_codes.hpp"
#include "cloud-sim/cloud.hpp"
#include "cloud-sim/pki/authority.hpp"
#include "cloud-sim/pki/key_changes.hpp"

// Whom the speakers obey. What changes it needs the root key; a cloud that
// serves from the same folder takes it over within a second.
namespace soundcheck::cloud::cli {
namespace json = boost::json;
namespace {

struct Options {
  std::string data, root, id, holder, role;
  Lifetime lifetime;
  bool no_successor = false;
  bool json = false;
};

std::string utc(std::int64_t unix_ms) {
  const std::time_t seconds = unix_ms / 1000;
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}

const char* state_of(const v1::OperatorKey& key, UnixMs now) {
  if (now < key.not_before_unix_ms())
    return "not_yet";
  return now > key.not_after_unix_ms() ? "over" : "good";
}

void print(const v1::KeyManifest& manifest, UnixMs now) {
  std::cout << "manifest " << manifest.version() << " of " << manifest.tenant()
            << ", " << utc(manifest.issued_unix_ms()) << "\n";
  for (const auto& key : manifest.keys())
    std::cout << key.key_id() << "\t" << key.holder() << "\t"
              << role_word(key.role()) << "\t" << state_of(key, now)
              << "\tuntil " << utc(key.not_after_unix_ms()) << "\n";
  for (const auto& id : manifest.revoked())
    std::cout << id << "\trevoked\n";
}

json::object to_json(const v1::KeyManifest& manifest, UnixMs now) {
  json::array keys, revoked;
  for (const auto& key : manifest.keys())
    keys.push_back({{"id", key.key_id()},
                    {"holder", key.holder()},
                    {"role", role_word(key.role())},
                    {"state", state_of(key, now)},
                    {"not_before_ms", key.not_before_unix_ms()},
                    {"not_after_ms", key.not_after_unix_ms()}});
  for (const auto& id : manifest.revoked())
    revoked.emplace_back(id);
  return {{"tenant", manifest.tenant()},
          {"version", manifest.version()},
          {"issued_ms", manifest.issued_unix_ms()},
          {"keys", std::move(keys)},
          {"revoked", std::move(revoked)}};
}

Result<void> list(const KeyFiles& files, const Options& options) {
  const auto sealed = read_manifest(files);
  if (!sealed)
    return sealed.error();
  const auto now = unix_now_ms();
  if (options.json)
    std::cout << json::serialize(to_json(sealed->manifest, now)) << "\n";
  else
    print(sealed->manifest, now);
  return {};
}

Result<void> add(const KeyFiles& files, const Options& options) {
  const auto made = add_key(files, options.holder, key_role_of(options.role),
                            options.lifetime, unix_now_ms());
  if (!made)
    return made.error();
  return list(files, options);
}

Result<void> rotate(const KeyFiles& files, const Options& options) {
  const auto done =
      rotate_keys(files, options.id, options.lifetime, unix_now_ms());
  return done ? list(files, options) : done;
}

Result<void> revoke(const KeyFiles& files, const Options& options) {
  const auto done =
      revoke_key(files, options.id, !options.no_successor, unix_now_ms());
  return done ? list(files, options) : done;
}

int act(Result<void> (*what)(const KeyFiles&, const Options&),
        const Options& options) {
  const auto data = open_data_folder(options.data, {});
  if (!data)
    return fail(data.error());
  // Makes the first keys of a new folder.
  const auto authority = Authority::open(data->path, data->tenant, {});
  if (!authority)
    return fail(authority.error());
  auto files = authority->files().keys;
  if (!options.root.empty())
    files.root = options.root;
  const auto done = what(files, options);
  return done ? healthy : fail(done.error());
}

void add_lifetime(CLI::App& command, Lifetime& lifetime) {
  command
      .add_option("--days", lifetime.days,
                  "How long a new key is good (default: 90, of a service 400)")
      ->check(CLI::Range(1, 3650));
}

CLI::App* add_verb(CLI::App& keys,
                   const std::shared_ptr<Options>& options,
                   int& exit_code,
                   const char* name,
                   const char* what,
                   Result<void> (*verb)(const KeyFiles&, const Options&)) {
  auto* command = keys.add_subcommand(name, what);
  command->fallthrough();
  command->callback([=, &exit_code] { exit_code = act(verb, *options); });
  return command;
}

}  // namespace

void add_keys(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  auto* keys = app.add_subcommand(
      "keys", "Whom the speakers obey: list, add, rotate or revoke keys");
  keys->require_subcommand(1);
  keys->add_option("--data", options->data, "The cloud's folder")->required();
  keys->add_option("--root", options->root,
                   "The root's private key, where it is kept offline "
                   "(default: pki/root.key of the folder)");
  keys->add_flag("--json", options->json, "As JSON");
  keys->footer(
      "Every change is signed by the root and has the next version number. A "
      "cloud that\nserves from the folder publishes it within a second; a "
      "speaker that was offline\ngets it before it takes another command.");

  add_verb(*keys, options, exit_code, "list", "Keys and what was revoked",
           list);
  auto* added =
      add_verb(*keys, options, exit_code, "add", "A key for one operator", add);
  added->add_option("--holder", options->holder, "Whose it is")->required();
  added
      ->add_option("--role", options->role,
                   "viewer, support_1, support_2, qa, admin or service")
      ->required()
      ->check(CLI::IsMember(
          {"viewer", "support_1", "support_2", "qa", "admin", "service"}));
  add_lifetime(*added, options->lifetime);
  auto* rotated = add_verb(*keys, options, exit_code, "rotate",
                           "Give each key, or one, its successor", rotate);
  rotated->add_option("KEY", options->id, "Id of one key");
  add_lifetime(*rotated, options->lifetime);
  rotated
      ->add_option("--overlap-hours", options->lifetime.overlap_hours,
                   "How long the key before stays good")
      ->capture_default_str()
      ->check(CLI::Range(0, 8760));
  auto* revoked = add_verb(*keys, options, exit_code, "revoke",
                           "End a key at once: it was lost or stolen", revoke);
  revoked->add_option("KEY", options->id, "Id of the key")->required();
  revoked->add_flag("--no-successor", options->no_successor,
                    "Its holder gets no new one");
}

}  // namespace soundcheck::cloud::cli
