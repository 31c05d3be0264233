#include "agent/config.hpp"

#include <algorithm>
#include <sys/un.h>

#include "probes/settings.hpp"

namespace soundcheck {

namespace {

/// Ids become parts of an MQTT topic, where "/", "+" and "#" mean something.
bool is_topic_part(std::string_view id) {
  constexpr std::string_view allowed =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
  return !id.empty() && id.size() <= 64 &&
         id.find_first_not_of(allowed) == id.npos;
}

void read_device(Settings& settings, Config::Device& device, bool has_cloud) {
  constexpr auto rule =
      "must be 1 to 64 letters, digits, dots, dashes or underscores";
  settings.read("device.id", device.id);
  settings.read("device.tenant", device.tenant);
  settings.read("device.model", device.model);
  if (!is_topic_part(device.tenant))
    settings.complain("device.tenant", rule);
  if (!device.id.empty() && !is_topic_part(device.id))
    settings.complain("device.id", rule);
  if (device.id.empty() && has_cloud) {
    settings.complain("device.id",
                      "must be set when broker.host is, else the cloud cannot "
                      "tell speakers apart");
  }
}

void read_broker(Settings& settings, Config::Broker& broker) {
  settings.read("broker.host", broker.host);
  settings.read("broker.port", broker.port, 1, 65535);
  settings.read("broker.ca_file", broker.ca_file);
  settings.read("broker.cert_file", broker.cert_file);
  settings.read("broker.key_file", broker.key_file);
  settings.read_s("broker.keep_alive_s", broker.keep_alive, 2, 3600);
  if (broker.host.empty())
    return;
  const auto require = [&](std::string_view key, const std::string& value) {
    if (value.empty()) {
      settings.complain(key,
                        "must name a PEM file; a broker is only ever reached "
                        "over mutual TLS");
    }
  };
  require("broker.ca_file", broker.ca_file);
  require("broker.cert_file", broker.cert_file);
  require("broker.key_file", broker.key_file);
}

void read_paths(Settings& settings, Config::Paths& paths) {
  settings.read("paths.state_dir", paths.state_dir);
  settings.read("paths.socket", paths.socket);
  settings.read("paths.profile", paths.profile);
  settings.read("paths.policy", paths.policy);
  settings.read("paths.knowledge", paths.knowledge);
  settings.read("paths.root", paths.root);
  settings.read("paths.root_keys", paths.root_keys);
  settings.read("paths.trusted_keys", paths.trusted_keys);
  constexpr auto limit = sizeof(sockaddr_un::sun_path) - 1;
  if (paths.socket.empty() || paths.socket.size() > limit) {
    settings.complain("paths.socket", "must have 1 to " +
                                          std::to_string(limit) +
                                          " bytes, the kernel allows no more");
  }
  if (paths.state_dir.empty())
    settings.complain("paths.state_dir", "must name a folder");
  if (paths.root.empty())
    settings.complain("paths.root", "must name a folder, usually \"/\"");
}

void read_firmware(Settings& settings, Config::Firmware& firmware) {
  settings.read("firmware.manifest", firmware.manifest);
  settings.read("firmware.keys", firmware.keys);
  if (!firmware.manifest.empty() && firmware.keys.empty()) {
    settings.complain("firmware.keys",
                      "must name a folder of public keys, else no manifest "
                      "can be believed");
  }
}

void read_command(Settings& settings,
                  const std::string& key,
                  std::vector<std::string>& words) {
  settings.read(key, words);
  const bool sound = words.empty() || words.front().starts_with('/');
  if (!sound)
    settings.complain(key, "must begin with the absolute path of a program");
}

void read_repairs(Settings& settings, RepairCommands& commands) {
  settings.read_s("remedies.timeout_s", commands.patience, 1, 600);
  settings.read("remedies.restored_volume_percent",
                commands.restored_volume_percent, 1, 100);
  for (std::size_t i = 0; i < repair_actions; ++i) {
    const std::string word(to_string(static_cast<RepairAction>(i)));
    read_command(settings, "remedies." + word, commands.act[i]);
    read_command(settings, "remedies.undo_" + word, commands.undo[i]);
  }
}

void read_light(Settings& settings, Config::Light& light) {
  settings.read("light.led", light.led);
  // A name below /sys/class/leds, never a way out of it.
  if (light.led.find('/') != light.led.npos || light.led == "..")
    settings.complain("light.led", "must be a name in /sys/class/leds");
}

void read_mute_key(Settings& settings, Config::MuteKey& key) {
  settings.read("mute_key.device", key.device);
  const bool node = key.device.starts_with("/dev/input/");
  if (key.device.find('/') != key.device.npos && !node) {
    settings.complain("mute_key.device",
                      "must be a node below /dev/input, or the name of an "
                      "input device, as \"gpio-keys\"");
  }
}

Result<Config> read_config(Settings settings) {
  Config config;
  read_broker(settings, config.broker);
  read_device(settings, config.device, config.has_cloud());
  settings.read_s("schedule.boot_delay_s", config.schedule.boot_delay, 0, 3600);
  settings.read_s("schedule.period_s", config.schedule.period, 10, 7 * 86400);
  settings.read_s("schedule.retry_s", config.schedule.retry, 1, 86400);
  read_paths(settings, config.paths);
  read_firmware(settings, config.firmware);
  read_repairs(settings, config.repairs);
  read_light(settings, config.light);
  read_mute_key(settings, config.mute_key);
  settings.read("chime.play", config.chime.play);
  settings.read("chime.dbfs", config.chime.dbfs, -60, -12);
  const auto end = settings.finish();
  if (!end)
    return end.error();
  return config;
}

}  // namespace

Result<Config> parse_config(std::string_view text, std::string file) {
  auto settings = Settings::parse(text, std::move(file));
  if (!settings)
    return settings.error();
  return read_config(std::move(*settings));
}

Result<Config> load_config(const std::filesystem::path& file) {
  auto settings = Settings::load(file);
  if (!settings)
    return settings.error();
  return read_config(std::move(*settings));
}

}  // namespace soundcheck
