#pragma once

#include <chrono>
#include <optional>

#include "probes/board/result.hpp"

namespace soundcheck {

/// How far the way to the broker came before it ended.
enum class BrokerStage { name, connect, tls, session, online };

/// The daemon's own connection to its MQTT broker, which a check must not
/// disturb by a second session.
struct BrokerState {
  BrokerStage reached = BrokerStage::name;
  bool refused = false;              ///< at `connect`: somebody said no
  bool certificate_trusted = true;   ///< the broker's, by us
  bool certificate_accepted = true;  ///< ours, by the broker
  std::optional<int> connack;  ///< at `session`: MQTT 3.1.1's reason, 1 to 5
  /// At `online`: TCP's smoothed round trip, where the kernel has one.
  std::optional<std::chrono::microseconds> round_trip;
};

class BrokerLink {
 public:
  virtual ~BrokerLink() = default;
  /// As it is now; where there is no connection, after trying the way anew, for
  /// some ten seconds at most. Errors: unsupported (no broker is configured, or
  /// no daemon is there that keeps a connection), io (its own files cannot be
  /// used), cancelled.
  virtual Task<BrokerState> state() = 0;
};

/// Of a board whose program keeps no connection.
class NoBrokerLink final : public BrokerLink {
 public:
  Task<BrokerState> state() override {
    co_return Error(Errc::unsupported,
                    "only the daemon keeps a connection to the broker");
  }
};

}  // namespace soundcheck
