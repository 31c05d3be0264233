#include "agent/bundle/bundle_policy.hpp"

#include <algorithm>

#include "probes/settings.hpp"

namespace soundcheck::bundle {

namespace {

bool is_word(std::string_view name) {
  constexpr std::string_view allowed =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
  return !name.empty() && name.size() <= 32 &&
         name.find_first_not_of(allowed) == name.npos;
}

/// Below a folder, whatever is written: no "..", not absolute.
bool stays_below(std::string_view name) {
  return !name.empty() && name[0] != '/' && name.size() <= 128 &&
         name.find("..") == name.npos && name.find('\0') == name.npos;
}

bool is_loopback(std::string_view authority) {
  const auto host = authority.starts_with('[')
                        ? authority.substr(0, authority.find(']') + 1)
                        : authority.substr(0, authority.find(':'));
  return host == "127.0.0.1" || host == "localhost" || host == "[::1]";
}

bool is_allowed_url(std::string_view url) {
  if (url.find_first_of(" \t\r\n@?#") != url.npos || url.size() > 512)
    return false;
  if (url.starts_with("https://"))
    return url.size() > 8;
  constexpr std::string_view plain = "http://";
  if (!url.starts_with(plain))
    return false;
  url.remove_prefix(plain.size());
  return is_loopback(url.substr(0, url.find('/')));
}

void read_destinations(Settings& settings, BundlePolicy& policy) {
  const std::string table = "bundle.destinations";
  for (const auto& name : settings.keys(table)) {
    const auto key = table + '.' + name;
    Destination destination;
    settings.read(key + ".url", destination.url);
    settings.read(key + ".ca_file", destination.ca_file);
    if (!is_word(name)) {
      settings.complain(key,
                        "its name must be 1 to 32 letters, digits, dashes "
                        "or underscores");
    } else if (!is_allowed_url(destination.url)) {
      settings.complain(key + ".url",
                        "must be an https:// address without account and "
                        "query; http:// only to 127.0.0.1, [::1] or localhost");
    }
    policy.destinations.emplace(name, std::move(destination));
  }
}

void read_names(Settings& settings, BundlePolicy& policy) {
  settings.read("bundle.logs", policy.logs);
  settings.read("bundle.units", policy.units);
  if (!std::all_of(policy.logs.begin(), policy.logs.end(), stays_below))
    settings.complain("bundle.logs", "must be names of files below /var/log");
}

void read_bytes(Settings& settings,
                std::string_view key,
                std::size_t& value,
                std::int64_t min,
                std::int64_t max) {
  auto kib = static_cast<std::int64_t>(value / 1024);
  settings.read(key, kib, min, max);
  value = static_cast<std::size_t>(kib) * 1024;
}

Result<BundlePolicy> read_policy(Settings settings) {
  BundlePolicy policy;
  // The rest of the file is for the daemon.
  settings.leave_all_but("bundle");
  read_names(settings, policy);
  read_bytes(settings, "bundle.item_kib", policy.item_bytes, 4, 256);
  read_bytes(settings, "bundle.total_kib", policy.total_bytes, 128, 2048);
  settings.read_s("bundle.item_deadline_s", policy.item_deadline, 1, 60);
  settings.read_s("bundle.deadline_s", policy.deadline, 1, 600);
  settings.read("bundle.upload_kib_per_s", policy.upload_kib_per_s, 1, 102400);
  settings.read_s("bundle.upload_deadline_s", policy.upload_deadline, 10, 1800);
  read_destinations(settings, policy);
  if (auto sound = settings.finish(); !sound)
    return sound.error();
  return policy;
}

}  // namespace

Result<BundlePolicy> load_bundle_policy(const std::filesystem::path& file) {
  auto settings = Settings::load(file);
  if (!settings)
    return settings.error().during("reading the policy of bundles");
  return read_policy(std::move(*settings));
}

Result<BundlePolicy> parse_bundle_policy(std::string_view text,
                                         std::string file) {
  auto settings = Settings::parse(text, std::move(file));
  if (!settings)
    return settings.error();
  return read_policy(std::move(*settings));
}

}  // namespace soundcheck::bundle
