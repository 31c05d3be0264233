#pragma once

#include <cstdint>

namespace soundcheck::bench {

/// What one analysis of four microphones takes: the least CPU and the most
/// memory of so many rooms. True when both bars hold.
bool print_cost(std::uint64_t seed, int rooms);

}  // namespace soundcheck::bench
