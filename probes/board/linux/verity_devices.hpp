#pragma once

#include "probes/board/linux/board_root.hpp"
#include "probes/board/linux/kernel_calls.hpp"
#include "probes/board/verity.hpp"

namespace soundcheck {

/// Devices of the device mapper below /sys/block whose uuid says verity, and
/// what the kernel answers of each.
class VerityDevices final : public Verity {
 public:
  VerityDevices(BoardRoot root, KernelCalls kernel)
      : root_(std::move(root)), kernel_(std::move(kernel)) {}
  Result<std::vector<VerityDevice>> devices() override;

 private:
  BoardRoot root_;
  KernelCalls kernel_;
};

}  // namespace soundcheck
