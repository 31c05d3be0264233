#pragma once

#include <cstddef>

#include "probes/board/slot_content.hpp"

namespace soundcheck {

/// Goes on with `size` bytes, a multiple of 64.
void hash_blocks(HashState& state,
                 const unsigned char* bytes,
                 std::size_t size);

/// The hash of what `state` has seen and of the `size` bytes that come last.
Sha256 hash_end(const HashState& state,
                const unsigned char* bytes,
                std::size_t size);

/// The first 8 bytes of H, and of a hash.
std::uint64_t mark_of(const HashState& state);
std::uint64_t mark_of(const Sha256& hash);

}  // namespace soundcheck
