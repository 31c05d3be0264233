#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "agent/store/database.hpp"
#include "agent/uplink/uplink.hpp"
#include "probes/board/result.hpp"

namespace soundcheck {

struct OutboxLimits {
  std::uint64_t max_entries = 2000;
  std::uint64_t max_bytes = 4 * 1024 * 1024;
};

struct OutboxEntry {
  std::uint64_t seq;
  Channel channel;  ///< report or reply
  std::string payload;
};

struct OutboxState {
  std::uint64_t waiting = 0;
  std::uint64_t bytes = 0;
  std::uint64_t dropped = 0;  ///< since the outbox was created
};

/// What must reach the cloud, in the database until the cloud's receipt. When a
/// limit is met the oldest *reports* go first, replies never before reports,
/// and each drop is counted.
///
/// Errors of all: io (with SQLite's words).
class Outbox {
 public:
  /// The database carries agent_schema() and outlives the outbox.
  static Task<std::unique_ptr<Outbox>> open(Database& database,
                                            OutboxLimits limits);

  /// Random, drawn when the outbox was created, 32 hex digits.
  const std::string& id() const { return id_; }

  /// Draws the next seq, lets `serialise` make the payload with it, stores it.
  /// Returns the entry once it is on disk. `serialise` runs on the database's
  /// thread and must touch nothing but its own captures. Further errors: busy
  /// (a report, and replies fill the outbox; counted as dropped), internal
  /// (larger than a message may be).
  Task<OutboxEntry> append(
      Channel channel,
      std::function<std::string(std::uint64_t seq)> serialise);
  /// Oldest first, seq above `after`.
  Task<std::vector<OutboxEntry>> waiting(std::uint64_t after,
                                         std::size_t limit);
  /// Unknown numbers are ignored. Returns how many were removed.
  Task<std::size_t> forget(std::vector<std::uint64_t> seqs);
  Task<OutboxState> state();

 private:
  Outbox(Database& database, OutboxLimits limits, std::string id);

  Database& database_;
  OutboxLimits limits_;
  std::string id_;
};

}  // namespace soundcheck
