#pragma once

#include "probes/board/trend_log.hpp"
#include "probes/probe.hpp"
#include "probes/profile.hpp"

namespace soundcheck::system {

/// Whether it is so near, beyond doubt, that somebody should be told.
bool is_near(const Outlook& outlook, const Profile::Trends& limits);

/// Will something go wrong before long, though all is well today? Asks what is
/// written down over days. A finding is there for each kind of number that the
/// speaker keeps; as long as none of them is known the outcome is inconclusive.
Task<Verdict> check_trends(TrendLog& log,
                           Profile::Trends limits,
                           Progress& progress);

}  // namespace soundcheck::system
