#pragma once

#include <boost/asio/posix/stream_descriptor.hpp>
#include <linux/input.h>
#include <optional>
#include <span>

#include "probes/board/linux/board_root.hpp"
#include "probes/board/mute_key.hpp"

namespace soundcheck {

/// KEY_MICMUTE or SW_MUTE_DEVICE of an input device.
class MuteKeyEvdev final : public MuteKey {
 public:
  /// `device`: "/dev/input/event1", or the name that the driver gives it
  /// ("gpio-keys"), which stays when numbers change; empty: there is none.
  MuteKeyEvdev(BoardRoot root, std::string device)
      : root_(std::move(root)), device_(std::move(device)) {}

  std::string problem() const override;
  Task<void> pressed() override;

 private:
  /// Errors: unsupported.
  Result<std::string> file() const;

  BoardRoot root_;
  std::string device_;
  std::optional<boost::asio::posix::stream_descriptor> events_;
};

/// Whether one of them mutes: a key that goes down, a switch that goes on. What
/// the kernel had to drop may have been one, and is taken for it.
bool mutes(std::span<const input_event> events);

}  // namespace soundcheck
