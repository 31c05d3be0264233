#pragma once

#include <cstdint>

namespace soundcheck::bench {

/// Does the analysis name the broken part? Printed as tables; false when a bar
/// is missed.
bool print_fault_names(std::uint64_t seed, int rooms);
bool print_healthy(std::uint64_t seed, int rooms);
bool print_bursts(std::uint64_t seed, int rooms);

}  // namespace soundcheck::bench
