#pragma once

#include <optional>
#include <vector>

#include "agent/trends/history.hpp"
#include "probes/board/trend_log.hpp"
#include "probes/profile.hpp"

namespace soundcheck {

/// What a history tells of the time to come, a line each; the flash of all its
/// lines in one. Pure. `uptime_s`: memory that leaks is free again after a
/// start.
///
/// What falls towards a limit (space, memory, the distance from too hot, the
/// signal) is a straight line of at least 12 points over at least 3 days, from
/// the last 14 days, since it last jumped or took another course (course_of())
/// and since the firmware and, for the signal, the access point last changed.
/// Space must be lower than in all of
/// the 60 days, and fall deeper than it ever came back from.
std::vector<Outlook> outlooks_of(const History& history,
                                 std::int64_t uptime_s,
                                 const Profile& profile);

}  // namespace soundcheck
