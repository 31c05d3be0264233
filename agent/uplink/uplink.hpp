#pragma once

#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "probes/board/broker_link.hpp"

namespace soundcheck {

/// The last part of a topic below soundcheck/1/{tenant}/{device}/; of `keys`
/// and `knowledge` below soundcheck/1/{tenant}/, since they are meant for all
/// devices.
enum class Channel {
  presence,
  report,
  reply,
  command,
  receipt,
  keys,
  knowledge
};

/// What comes from the cloud, in the order in which it is asked for: all else
/// may be signed with the newest keys.
constexpr Channel incoming_channels[] = {Channel::keys, Channel::command,
                                         Channel::receipt, Channel::knowledge};

std::string_view to_string(Channel channel);

/// The way to the cloud. All handlers are called on the daemon's thread.
class Uplink {
 public:
  struct Handlers {
    std::function<void()> connected;
    /// The connection is lost or could not be made; again when a better reason
    /// is known.
    std::function<void(std::string_view why)> disconnected;
    /// Bytes exactly as received, at most max_bytes() of them; gone after the
    /// call.
    std::function<void(Channel, std::string_view payload)> received;
    /// A message above the limit was dropped unread.
    std::function<void(Channel, std::size_t bytes)> too_large;
  };

  static constexpr std::size_t max_message_bytes = 64 * 1024;
  /// What may come on a channel: knowledge has 512 KiB, and its envelope.
  static constexpr std::size_t max_bytes(Channel channel) {
    return channel == Channel::knowledge ? std::size_t{513} * 1024
                                         : max_message_bytes;
  }

  virtual ~Uplink() = default;
  /// Connects and keeps trying with full jitter until stop().
  virtual void start(Handlers handlers) = 0;
  /// Hands one message over, QoS 1. False when there is no connection now; the
  /// caller keeps what it cannot lose.
  virtual bool publish(Channel channel, std::string payload, bool retain) = 0;
  virtual bool connected() const = 0;
  /// "connected", or why not.
  virtual std::string state() const = 0;
  /// How far it comes; see BrokerLink::state().
  virtual Task<BrokerState> way() = 0;
  /// Payloads handed over since start().
  virtual std::uint64_t sent_bytes() const = 0;
  /// Publishes `last_presence` (retained) and disconnects in order; no handler
  /// is called any more. Takes at most a few seconds. False: a thread of a
  /// library is stuck and was left behind, so the process must end without
  /// running destructors.
  virtual boost::asio::awaitable<bool> stop(std::string last_presence) = 0;
};

}  // namespace soundcheck
