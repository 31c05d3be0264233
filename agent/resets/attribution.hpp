#pragma once

#include "probes/board/resets.hpp"

namespace soundcheck {

/// How the daemon's last run before this boot ended.
enum class LastEnd {
  unknown,  ///< there is no earlier start to know of
  orderly,  ///< it was told to stop, and did not run again in that boot
  abrupt,
};

/// Why the speaker started; of these the first that holds: an orderly end, a
/// crash record, a watchdog that fired, low voltage, heat. Where crashes and
/// watchdog would have told, what is left is a power cut; else it is unknown.
StartReason attribute(LastEnd last_end, bool crashed, const ResetSigns& signs);

/// Whether a record tells more of what ended the last run than another: a panic
/// before an oops before rubbish, one with a headline, the later one.
bool is_graver(const CrashRecord& a, const CrashRecord& b);

}  // namespace soundcheck
