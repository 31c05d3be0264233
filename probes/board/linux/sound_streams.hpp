#pragma once

#include <optional>

#include "probes/board/linux/board_root.hpp"

namespace soundcheck {

/// How many sound streams stand still because a program came too late with the
/// next samples, or to fetch them ("state: XRUN" in /proc/asound/card*/pcm*/
/// sub*/status). Nothing: no card, or a kernel without this file. ALSA counts
/// no xruns; a program that has recovered leaves no trace here.
std::optional<unsigned> streams_in_xrun(const BoardRoot& root);

}  // namespace soundcheck
