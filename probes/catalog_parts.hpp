#pragma once

#include <vector>

#include "probes/board/board.hpp"
#include "probes/probe.hpp"
#include "probes/profile.hpp"

// The parts of make_catalog(), one for each layer.
namespace soundcheck {

std::vector<Probe> wifi_probes(const Board& board, const Profile& profile);
std::vector<Probe> network_probes(const Board& board, const Profile& profile);
std::vector<Probe> audio_probes(const Board& board, const Profile& profile);
std::vector<Probe> firmware_probes(const Board& board, const Profile& profile);
std::vector<Probe> system_probes(const Board& board, const Profile& profile);

/// Reading what the kernel already knows disturbs nobody.
constexpr Cost reading{.seconds = 0.1};
/// Asking somebody takes that long, and airtime.
constexpr Cost asking(double seconds) {
  return {.seconds = seconds, .airtime = true};
}

}  // namespace soundcheck
