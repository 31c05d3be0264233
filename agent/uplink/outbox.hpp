#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

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

/// What must reach the cloud, on disk (SQLite, WAL, synchronous=FULL) until the
/// cloud's receipt. When a limit is met the oldest *reports* go first, replies
/// never before reports, and each drop is counted.
///
/// SQLite work happens on the outbox's own thread; the awaiting coroutine goes
/// on when the entry is on disk. Errors: io (with SQLite's words).
class Outbox {
 public:
  /// A file that is not a sound database is put aside as "<file>.broken-<unix
  /// time>" and a new one is made; `put_aside()` then tells its name.
  static Result<std::unique_ptr<Outbox>> open(const std::filesystem::path& file,
                                              OutboxLimits limits);
  virtual ~Outbox() = default;

  /// Random, drawn when the outbox was created, 32 hex digits.
  virtual const std::string& id() const = 0;
  virtual std::string put_aside() const = 0;

  /// Draws the next seq, lets `serialise` make the payload with it, stores it.
  /// Returns the entry once it is on disk. `serialise` runs on the outbox's
  /// thread and must touch nothing but its own captures.
  virtual Task<OutboxEntry> append(
      Channel channel,
      std::function<std::string(std::uint64_t seq)> serialise) = 0;
  /// Oldest first, seq above `after`.
  virtual Task<std::vector<OutboxEntry>> waiting(std::uint64_t after,
                                                 std::size_t limit) = 0;
  /// Unknown numbers are ignored. Returns how many were removed.
  virtual Task<std::size_t> forget(std::vector<std::uint64_t> seqs) = 0;
  virtual Task<OutboxState> state() = 0;
};

}  // namespace soundcheck
