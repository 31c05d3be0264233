#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>

#include "cloud-sim/pki/authority.hpp"

namespace soundcheck::cloud {

/// A broker that is sent more hangs up. The largest message is the signed
/// knowledge base, 512 KiB and its envelope; a device's has 64 KiB at most.
constexpr std::size_t max_broker_message_bytes = std::size_t{513} * 1024;

struct BrokerSettings {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8883;
  std::string tenant;
  std::filesystem::path folder;  ///< for its files; made by the broker
  std::string user;              ///< that mosquitto runs as: our own
};

/// Who may do what, in mosquitto's words: a device (its certificate's CN is its
/// user name) reaches its own subtree only, and there only what the wire says.
std::string access_rules(const std::string& tenant);

/// mosquitto.conf: TLS with client certificates, nobody anonymous, nothing
/// queued is ever dropped.
std::string broker_configuration(const BrokerSettings& settings,
                                 const PkiFiles& pki);

}  // namespace soundcheck::cloud
