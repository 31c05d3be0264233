#pragma once

#include <chrono>
#include <deque>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "probes/board/linux/board_root.hpp"
#include "probes/board/linux/file_descriptor.hpp"
#include "probes/board/result.hpp"

namespace soundcheck {

/// A conversation with wpa_supplicant at the control socket of one interface.
/// Only it can speak on it; what it says is still anybody's bytes, because
/// names of networks are in it. A message of more than 4 KiB is cut off. A
/// supplicant that is killed does not say so; ask("PING") tells then.
class WpaSocket {
 public:
  /// `folder` is that of wpa_supplicant's ctrl_interface, below the root.
  /// Errors: unsupported (no supplicant there), denied (no right to its
  /// socket), io.
  static Result<WpaSocket> open(const BoardRoot& root,
                                std::string_view folder,
                                std::string_view interface_name);

  /// One command and its answer, with a patience of two seconds; blocking.
  /// Errors: unsupported (it does not know the command, or has ended), denied,
  /// io (it refused), timeout, cancelled.
  Result<std::string> ask(std::string_view command,
                          const std::stop_token& stop = {});
  /// From now on it sends events. Errors as ask().
  Result<void> attach(const std::stop_token& stop = {});

  /// An event that is already there: one message, to be parsed. Nothing when
  /// there is none. Never waits. Errors: unsupported (the supplicant ended),
  /// io.
  Result<std::optional<std::string>> take_event();
  /// Waits for one; nothing at the deadline or when stopped. Blocking.
  Result<std::optional<std::string>> next_event(
      std::chrono::steady_clock::time_point deadline,
      const std::stop_token& stop);

  /// Readable when take_event() may have something.
  int descriptor() const { return socket_.get(); }

 private:
  WpaSocket(FileDescriptor socket, std::string name)
      : socket_(std::move(socket)), name_(std::move(name)) {}
  Error error_of(int error) const;
  /// One message, if there is one.
  Result<std::optional<std::string>> receive();
  /// An event that comes while something else is waited for.
  void keep(std::string message);

  FileDescriptor socket_;
  std::string name_;                ///< of the socket, for error texts
  std::deque<std::string> events_;  ///< came while an answer was awaited
};

}  // namespace soundcheck
