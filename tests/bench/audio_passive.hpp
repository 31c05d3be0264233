#pragma once

#include <cstdint>

namespace soundcheck::bench {

/// What five seconds of music alone tell, in random rooms: the error of the
/// response and the names of the faults. Printed as tables; false when a bar is
/// missed.
bool print_passive(std::uint64_t seed, int rooms);

}  // namespace soundcheck::bench
