#pragma once

#include <cstdint>
#include <string_view>

namespace soundcheck::bench {

/// Does the analysis name the broken part? Printed as tables; false when a bar
/// is missed.
/// Of the faults with `part` in their name.
bool print_fault_names(std::string_view part, std::uint64_t seed, int rooms);
bool print_healthy(std::uint64_t seed, int rooms);
bool print_bursts(std::uint64_t seed, int rooms);

}  // namespace soundcheck::bench
