#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "probes/board/file_contents.hpp"
#include "probes/board/result.hpp"

namespace soundcheck {

/// A SHA-256 half-way: what FIPS 180-4 calls H after so many bytes, and thus
/// all that has to be kept to go on from there. `bytes` is a multiple of 64.
struct HashState {
  std::array<std::uint32_t, 8> h{0x6a09e667, 0xbb67ae85, 0x3c6ef372,
                                 0xa54ff53a, 0x510e527f, 0x9b05688c,
                                 0x1f83d9ab, 0x5be0cd19};
  std::uint64_t bytes = 0;

  friend bool operator==(const HashState&, const HashState&) = default;
};

/// So much lies between two marks, and between two looks at what else goes on.
constexpr std::uint64_t slot_chunk_bytes = std::uint64_t{1024} * 1024;

/// Where to go on with which slot.
struct SlotReading {
  std::string device;
  std::uint64_t size_bytes = 0;  ///< of the content, not of the device
  HashState from;                ///< whole chunks
  /// The system runs from it. One that dm-verity guards need not be read.
  bool running = false;
};

/// What came of it.
struct SlotStretch {
  enum class End {
    more,     ///< there is more to read
    whole,    ///< `hash` is that of all of it
    held_up,  ///< something else has the right of way, see `held_up_by`
    lost,     ///< the medium does not give what comes at `lost_at`
  };

  End end = End::more;
  HashState state;  ///< after whole chunks
  /// One per chunk read: the begin of H after it, or, of the last one, of the
  /// hash. Each depends on all that lies before, so the first that differs from
  /// one of another reading tells the first chunk that differs.
  std::vector<std::uint64_t> marks;
  Sha256 hash{};
  std::string held_up_by;
  std::uint64_t lost_at = 0;
};

/// The content of slots, read so that nobody notices: slowly, aside, with the
/// least priority for processor and storage, past the page cache.
class SlotContent {
 public:
  virtual ~SlotContent() = default;
  /// At most 16 MiB on. Errors: unsupported (this slot may differ from what was
  /// installed though nothing is wrong with it, or need not be read), parse
  /// (the device is smaller than the content), denied, io, cancelled.
  virtual Task<SlotStretch> read(const SlotReading& reading) = 0;
};

}  // namespace soundcheck
