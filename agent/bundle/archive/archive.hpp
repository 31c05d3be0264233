#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "probes/board/result.hpp"

namespace soundcheck::bundle {

/// Writes a tar, compressed with zstd, to a descriptor: one item after the
/// other, with a window of 128 KiB, so that neither its size nor that of the
/// bundle takes memory. What it has written is never above its limit.
class Archive {
 public:
  /// `descriptor` -1 only counts. `limit` in bytes of the finished file; a part
  /// of it is kept back for the last entry and the end. Errors: internal.
  static Result<std::unique_ptr<Archive>> open(int descriptor,
                                               std::size_t limit,
                                               std::int64_t unix_s);
  ~Archive();

  /// How many bytes of an entry fit in any case, also when they cannot be made
  /// smaller.
  std::size_t room() const;
  /// Errors: io; internal (there is no room).
  Result<void> add(std::string_view name, std::string_view text);
  /// The one entry for which room was kept: the manifest. Then the end.
  Result<void> finish(std::string_view name, std::string_view text);

  std::size_t bytes() const;
  /// SHA-256 of all that was written, 32 bytes. Once, after finish().
  std::string sha256() const;

 private:
  struct Parts;
  explicit Archive(std::unique_ptr<Parts> parts);
  Result<void> write(std::string_view bytes, bool last);
  Result<void> add_entry(std::string_view name, std::string_view text);
  std::unique_ptr<Parts> parts_;
};

}  // namespace soundcheck::bundle
