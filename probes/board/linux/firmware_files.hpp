#pragma once

#include "probes/board/firmware.hpp"
#include "probes/board/linux/board_root.hpp"

namespace soundcheck {

/// The image's identity out of os-release, the device tree or DMI, the kernel
/// command line and /proc/sys/kernel.
class FirmwareFiles final : public Firmware {
 public:
  explicit FirmwareFiles(BoardRoot root) : root_(std::move(root)) {}
  Task<FirmwareIdentity> identity() override;

 private:
  Result<FirmwareIdentity> read() const;
  Result<void> read_os_release(FirmwareIdentity& identity) const;

  BoardRoot root_;
};

}  // namespace soundcheck
