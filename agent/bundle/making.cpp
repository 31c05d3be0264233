#include "agent/bundle/making.hpp"

#include <ctime>
#include <iterator>

#include "agent/bundle/collect/board_facts.hpp"
#include "agent/bundle/collect/journal.hpp"
#include "agent/bundle/collect/known_secrets.hpp"
#include "agent/bundle/collect/log_files.hpp"
#include "agent/bundle/collect/records.hpp"
#include "agent/bundle/tenant_secret.hpp"

namespace soundcheck::bundle {

namespace {

void append(std::vector<Source>& sources, std::vector<Source> more) {
  std::move(more.begin(), more.end(), std::back_inserter(sources));
}

/// What tells most comes first: time and room may end.
std::vector<Source> sources_of(const Setup& setup) {
  const auto& paths = setup.config.paths;
  std::vector<Source> sources = {versions(setup.config),
                                 daemon_status(paths.socket)};
  append(sources, records(paths.state_dir));
  append(sources, journal_tails(paths.root, setup.policy.units));
  append(sources, log_files(paths.root, setup.policy.logs));
  // A captured board has no kernel.
  if (paths.root == "/" && !journal_tails(paths.root, {}).size())
    sources.push_back(kernel_log());
  return sources;
}

std::vector<Known> secrets_of(const Config& config) {
  auto known = known_secrets(config.paths.root, config.paths.state_dir);
  // The cloud knows who sends; a bundle on a stick is nobody's.
  if (config.device.id.size() >= 4)
    known.push_back({SecretKind::serial, config.device.id});
  return known;
}

}  // namespace

Result<Setup> load_setup(const std::filesystem::path& config_file) {
  auto config = load_config(config_file);
  if (!config)
    return config.error();
  Setup setup{std::move(*config), {}};
  if (setup.config.paths.policy.empty())
    return setup;
  auto policy = load_bundle_policy(setup.config.paths.policy);
  if (!policy)
    return policy.error();
  setup.policy = std::move(*policy);
  return setup;
}

Result<Made> make_bundle(const Setup& setup,
                         int descriptor,
                         const Watcher& watcher) {
  const auto& config = setup.config;
  auto secret = tenant_secret(config.paths.state_dir, config.device.tenant);
  if (!secret)
    return secret.error();
  const Redactor redactor(Pseudonyms(std::move(*secret)), secrets_of(config));
  Made made;
  Counts uncounted{};
  made.manifest.reference = make_reference();
  made.manifest.made_unix_s = std::time(nullptr);
  made.manifest.device =
      redactor.value(SecretKind::serial, config.device.id, uncounted);
  auto archive = Archive::open(descriptor, setup.policy.total_bytes,
                               made.manifest.made_unix_s);
  if (!archive)
    return archive.error();
  const auto collected = collect(sources_of(setup), redactor, setup.policy,
                                 watcher, **archive, made.manifest);
  if (!collected)
    return collected.error();
  made.bytes = (*archive)->bytes();
  made.sha256 = (*archive)->sha256();
  return made;
}

}  // namespace soundcheck::bundle
