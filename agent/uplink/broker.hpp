#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "probes/board/broker_link.hpp"

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

/// What lies on the way to the broker up to TLS.
struct BrokerWay {
  /// Ends at `session` when nothing is wrong. Errors: io (one of the files).
  Result<BrokerState> state = BrokerState();
  std::string why;  ///< what is wrong, for the log; may name the broker
};

/// Finds out what is wrong on the way to the broker: an unreadable file, a name
/// that does not resolve, a refused connection, an untrusted certificate on
/// either side. MQTT libraries only tell that it failed. Blocks for up to
/// `timeout` beside name resolution.
BrokerWay examine(const Broker& broker, std::chrono::milliseconds timeout);

}  // namespace soundcheck
