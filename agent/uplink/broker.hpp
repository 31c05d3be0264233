#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace soundcheck {

/// Where the broker is and how both sides prove who they are. PEM files.
struct Broker {
  std::string host;  ///< name or address; its certificate must carry it
  std::uint16_t port = 8883;
  std::string ca_file;
  std::string cert_file;  ///< may hold the chain up to the CA
  std::string key_file;
};

/// Why the three files cannot be used, or empty.
std::string files_problem(const Broker& broker);

/// Finds out what is wrong on the way to the broker: an unreadable file, a name
/// that does not resolve, a refused connection, an untrusted certificate on
/// either side. Empty when it sees nothing wrong up to TLS. MQTT libraries only
/// tell that it failed. Blocks for up to `timeout` beside name resolution.
std::string why_unreachable(const Broker& broker,
                            std::chrono::milliseconds timeout);

}  // namespace soundcheck
