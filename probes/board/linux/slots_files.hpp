#pragma once

#include <functional>
#include <optional>
#include <stop_token>

#include "probes/board/linux/board_root.hpp"
#include "probes/board/linux/kernel_calls.hpp"
#include "probes/board/linux/worker.hpp"
#include "probes/board/slots.hpp"

namespace soundcheck {

/// Tells of the updater's own word what the files do not, over what they tell.
using AskUpdater = std::function<Result<void>(std::stop_token, SlotsState&)>;

/// The slots of a board with RAUC, with U-Boot's environment, or with both:
/// /etc/rauc/system.conf with its status file, /etc/fw_env.config with what it
/// points to, and the kernel's command line. Nothing is written, and no tool is
/// needed. On a board with RAUC the updater itself is asked, too, where there
/// is a way to; without an answer the files stand alone. U-Boot's environment
/// has the last word on what is in it.
class SlotsFiles final : public Slots {
 public:
  SlotsFiles(Worker& worker,
             BoardRoot root,
             KernelCalls kernel,
             AskUpdater ask_updater = {})
      : worker_(worker),
        root_(std::move(root)),
        kernel_(std::move(kernel)),
        ask_updater_(std::move(ask_updater)) {}
  /// Flash may be slow, and an updater, too, so a thread of the worker waits.
  Task<SlotsState> state() override;

 private:
  void time_installation(SlotsState& state);

  Worker& worker_;
  BoardRoot root_;
  KernelCalls kernel_;
  AskUpdater ask_updater_;
  /// The uptime when the installation that runs was first seen.
  std::optional<double> installing_since_s_;
  std::uint64_t percent_ = 0;
};

}  // namespace soundcheck
