#pragma once

#include <string_view>

namespace soundcheck {

/// Why a slot need not hold what was installed any more though nothing is wrong
/// with it, by its first 128 KiB: its file system can be written to, and by all
/// that shows it was. Null: whatever differs is damage.
///
/// SquashFS and EROFS cannot be written to. ext2, 3 and 4 note when they were
/// mounted for writing, and how often; one that never was is as it was made. Of
/// others nobody can tell, nor of something unknown that the system runs from.
const char* why_it_may_differ(std::string_view begin, bool running);

}  // namespace soundcheck
