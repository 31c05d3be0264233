#pragma once

#include <boost/asio/steady_timer.hpp>
#include <cstdint>
#include <functional>
#include <optional>

#include "probes/board/linux/board_root.hpp"
#include "probes/board/linux/kernel_calls.hpp"
#include "probes/board/linux/kernel_log.hpp"
#include "probes/board/linux/program_book.hpp"

namespace soundcheck {

/// The past that a single look at /proc does not tell: which programs grow,
/// when one was killed for want of memory, how fast the log grows, for how long
/// the clock has not been synchronised.
class SystemWatch {
 public:
  SystemWatch(BoardRoot root, KernelCalls kernel)
      : root_(std::move(root)), kernel_(std::move(kernel)) {}

  /// Looks once a minute from now on.
  void start(boost::asio::any_io_executor executor);
  /// Looks once more. Errors: io (the kernel tells no time).
  Result<void> look();

  void add_to(MemoryState& state) const;
  void add_to(LoadState& state) const;
  void add_to(ClockState& state) const;
  Result<LogState> log() const;

 private:
  using Time = std::chrono::milliseconds;  ///< since boot

  void keep_looking();
  void look_at_programs();
  void look_at_kills();
  void add_kill(MemoryState& state) const;

  BoardRoot root_;
  KernelCalls kernel_;
  std::optional<boost::asio::steady_timer> timer_;
  Time now_{};
  Time looked_{};  ///< before
  ProgramBook programs_;
  KernelLog log_;
  Result<void> log_read_ = Error(Errc::unsupported, "nobody has looked");
  std::optional<Time> synchronised_;  ///< last seen to be
  std::optional<std::uint64_t> kills_;
  Time kill_after_{}, kill_before_{};  ///< the last one was between them
};

}  // namespace soundcheck
