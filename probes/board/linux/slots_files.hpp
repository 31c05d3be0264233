#pragma once

#include "probes/board/linux/board_root.hpp"
#include "probes/board/linux/kernel_calls.hpp"
#include "probes/board/linux/worker.hpp"
#include "probes/board/slots.hpp"

namespace soundcheck {

/// The slots of a board with RAUC, with U-Boot's environment, or with both:
/// /etc/rauc/system.conf with its status file, /etc/fw_env.config with what it
/// points to, and the kernel's command line. Nothing is written, and neither
/// the D-Bus nor a tool is needed.
class SlotsFiles final : public Slots {
 public:
  SlotsFiles(Worker& worker, BoardRoot root, KernelCalls kernel)
      : worker_(worker), root_(std::move(root)), kernel_(std::move(kernel)) {}
  /// Flash may be slow, so a thread of the worker reads it.
  Task<SlotsState> state() override;

 private:
  Worker& worker_;
  BoardRoot root_;
  KernelCalls kernel_;
};

}  // namespace soundcheck
