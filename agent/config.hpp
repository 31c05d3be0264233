#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>

#include "probes/board/repairs.hpp"

namespace soundcheck {

/// What the daemon is told when it starts. The defaults are a speaker without
/// a cloud; agent/soundcheck.example.toml says what each key means.
struct Config {
  struct Device {
    std::string id;
    std::string tenant = "default";
    std::string model;

    bool operator==(const Device&) const = default;
  } device;

  struct Broker {
    std::string host;  ///< empty = no cloud
    std::int64_t port = 8883;
    std::string ca_file;
    std::string cert_file;
    std::string key_file;
    std::chrono::seconds keep_alive{30};

    bool operator==(const Broker&) const = default;
  } broker;

  struct Schedule {
    std::chrono::seconds boot_delay{30};
    std::chrono::seconds period{6 * 3600};
    std::chrono::seconds retry{60};

    bool operator==(const Schedule&) const = default;
  } schedule;

  struct Paths {
    std::string state_dir = "/var/lib/soundcheck";
    std::string socket = "/run/soundcheck/soundcheck.sock";
    std::string profile;
    std::string policy;
    std::string knowledge = "/usr/share/soundcheck/knowledge.pb";
    std::string root = "/";
    std::string root_keys;  ///< empty = `trusted_keys` count by themselves
    std::string trusted_keys = "/etc/soundcheck/keys";

    bool operator==(const Paths&) const = default;
  } paths;

  struct Firmware {
    std::string manifest;  ///< empty = what runs is compared with nothing
    std::string keys = "/etc/soundcheck/firmware-keys";

    bool operator==(const Firmware&) const = default;
  } firmware;

  RepairCommands repairs;

  struct Light {
    std::string led;  ///< empty = the speaker has none for the agent

    bool operator==(const Light&) const = default;
  } light;

  struct MuteKey {
    std::string device;  ///< node or name; empty = the speaker has none

    bool operator==(const MuteKey&) const = default;
  } mute_key;

  struct Chime {
    bool play = false;
    double dbfs = -30;

    bool operator==(const Chime&) const = default;
  } chime;

  bool has_cloud() const { return !broker.host.empty(); }
  bool operator==(const Config&) const = default;
};

/// Errors: io, parse. The text names file, line, key and what is allowed, one
/// line per problem.
Result<Config> load_config(const std::filesystem::path& file);
Result<Config> parse_config(std::string_view text, std::string file);

}  // namespace soundcheck
