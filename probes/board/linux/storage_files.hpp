#pragma once

#include "probes/board/linux/board_root.hpp"
#include "probes/board/linux/kernel_calls.hpp"
#include "probes/board/storage.hpp"

namespace soundcheck {

/// Mounted file systems with their space, and what the kernel knows of their
/// health.
class StorageFiles final : public Storage {
 public:
  StorageFiles(BoardRoot root, KernelCalls kernel)
      : root_(std::move(root)), kernel_(std::move(kernel)) {}
  Task<StorageState> state() override;

 private:
  Result<std::vector<Filesystem>> filesystems() const;

  BoardRoot root_;
  KernelCalls kernel_;
};

}  // namespace soundcheck
