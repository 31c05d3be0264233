#pragma once

#include <cstdint>

namespace soundcheck::bench {

/// Response error against SNR, THD against a stepped sine, delay, drift and
/// latency: printed as tables. False when a bar is missed.
bool print_response_errors(std::uint64_t seed, int rooms);
bool print_distortion_errors(std::uint64_t seed, int rooms);
bool print_timing_errors(std::uint64_t seed, int rooms);
bool print_latency_errors(std::uint64_t seed, int rooms);

}  // namespace soundcheck::bench
