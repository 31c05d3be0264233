#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <map>
#include <set>

#include "agent/uplink/outbox.hpp"

namespace soundcheck {

/// Brings what waits in one outbox to the cloud: the new at once, the old
/// oldest first with a few under way at a time, so that neither memory nor the
/// broker is flooded after a long time without a connection. An entry counts as
/// under way until the cloud's receipt, not until the broker's word.
///
/// A broker that restarts before the cloud has subscribed again takes messages
/// that nobody hears. The way to the cloud keeps their order, so a receipt for
/// what was sent later tells of it: the overtaken entry is sent again, once.
class Delivery {
 public:
  static constexpr std::size_t window = 32;

  /// Both outlive it, as the executor does.
  Delivery(boost::asio::any_io_executor executor,
           Outbox& outbox,
           Uplink& uplink);
  Delivery(const Delivery&) = delete;
  Delivery& operator=(const Delivery&) = delete;

  const Outbox& outbox() const { return outbox_; }

  /// Stores it and, when connected, publishes it. Returns the seq once it is on
  /// disk. Errors: those of Outbox::append().
  Task<std::uint64_t> send(
      Channel channel,
      std::function<std::string(std::uint64_t seq)> serialise);
  /// The connection is new: whatever waits is to be sent (again).
  void connected();
  /// To be called every now and then: sends again what is under way when no
  /// receipt came since the last call.
  void remind();
  /// The cloud has these. Errors: io.
  Task<void> confirmed(std::vector<std::uint64_t> seqs);
  Task<OutboxState> state() { return outbox_.state(); }

 private:
  boost::asio::awaitable<void> catch_up();
  void start_catching_up();
  bool publish(const OutboxEntry& entry);
  bool publish_all(const std::vector<OutboxEntry>& entries);
  void arrived(const std::vector<std::uint64_t>& seqs);
  void send_overtaken_again(std::uint64_t turn);

  boost::asio::any_io_executor executor_;
  Outbox& outbox_;
  Uplink& uplink_;
  std::map<std::uint64_t, std::uint64_t> under_way_;  // seq -> turn
  std::set<std::uint64_t> overtaken_;  // under way for the second time
  std::uint64_t turns_ = 0;            // counts what was published
  std::uint64_t reached_ = 0;  // every waiting entry up to here is under way
  unsigned round_ = 0;         // rises when `reached_` starts anew
  bool catching_up_ = false;
  bool once_more_ = false;
  bool heard_ = false;  // a receipt, since the last reminder
};

}  // namespace soundcheck
