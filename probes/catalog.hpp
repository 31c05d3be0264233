#pragma once

#include <vector>

#include "probes/board/board.hpp"
#include "probes/probe.hpp"
#include "probes/profile.hpp"

namespace soundcheck {

/// The one list of probes, in the order in which people read it. The board
/// outlives the probes.
std::vector<Probe> make_catalog(Board board, const Profile& profile);

}  // namespace soundcheck
