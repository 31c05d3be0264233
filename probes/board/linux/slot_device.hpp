#pragma once

#include <cstdint>
#include <memory>
#include <stdlib.h>

#include "probes/board/linux/board_root.hpp"
#include "probes/board/linux/file_descriptor.hpp"
#include "probes/board/slot_content.hpp"

namespace soundcheck {

/// The device of a slot, or a file that stands for one, read past the page
/// cache.
class SlotDevice {
 public:
  /// Errors: unsupported, parse, denied, io, as SlotContent::read().
  static Result<SlotDevice> open(const BoardRoot& root,
                                 const SlotReading& reading);

  /// 128 KiB from `offset`, a multiple of that, or less at the end. Allocates
  /// nothing. Negative: an errno; 0: the device ends there.
  std::ptrdiff_t read(std::uint64_t offset);
  const unsigned char* bytes() const { return buffer_.get(); }
  /// What was read needs not stay in the page cache.
  void forget(std::uint64_t offset, std::uint64_t size) const;

  static constexpr std::size_t read_bytes = std::size_t{128} * 1024;

 private:
  struct Free {
    void operator()(unsigned char* buffer) const { ::free(buffer); }
  };
  explicit SlotDevice(FileDescriptor device);

  FileDescriptor device_;
  std::unique_ptr<unsigned char, Free> buffer_;
};

}  // namespace soundcheck
