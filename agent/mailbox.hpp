#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <functional>
#include <memory>
#include <string>

#include "agent/uplink/delivery.hpp"

namespace soundcheck {

/// Where everything goes that the cloud must get. Usually that is the outbox on
/// disk. When the disk takes nothing any more, entries are kept in memory
/// instead: a full or dying disk is just what a speaker must be able to report.
class Mailbox {
 public:
  /// Makes the payload of an entry from its outbox's id and its number. Runs on
  /// the storage thread; touches nothing but its captures.
  using Serialise =
      std::function<std::string(const std::string& outbox, std::uint64_t seq)>;

  /// What was made of an entry.
  struct Posted {
    std::string outbox;
    std::uint64_t seq = 0;
    /// Why it is only in memory; empty when it is on disk.
    std::string not_on_disk;
  };

  /// Both outlive it.
  Mailbox(boost::asio::any_io_executor executor,
          Outbox& outbox,
          Uplink& uplink);
  ~Mailbox();

  /// Errors: those of Outbox::append() that are not the disk's.
  Task<Posted> send(Channel channel, Serialise serialise);
  /// Of the receipt for `outbox`; another outbox's numbers mean nothing here.
  Task<void> confirmed(std::string outbox, std::vector<std::uint64_t> seqs);
  void connected();
  void remind();
  /// On disk and in memory.
  Task<OutboxState> state();

 private:
  struct Spare;

  Task<void> open_spare();

  boost::asio::any_io_executor executor_;
  Uplink& uplink_;
  Delivery disk_;
  std::unique_ptr<Spare> spare_;  // made when first needed
};

}  // namespace soundcheck
