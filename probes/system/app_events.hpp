#pragma once

#include "probes/board/app_log.hpp"
#include "probes/probe.hpp"

namespace soundcheck::system {

/// In an hour. More is what an owner has noticed.
struct AppEventLimits {
  double underruns = 6;
  double no_replies = 4;
};

/// What do the speaker's own programs complain of? Judges the events that it
/// knows ("playback.underrun", "asr.no_reply"); all that was told becomes
/// measurements, its names with "_" for ".". A program that never told of an
/// event says nothing about it.
Task<Verdict> check_app_events(AppLog& log,
                               AppEventLimits limits,
                               Progress& progress);

}  // namespace soundcheck::system
