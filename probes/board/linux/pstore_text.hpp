#pragma once

#include <string_view>

#include "probes/board/resets.hpp"

namespace soundcheck {

/// One file dmesg-* of pstore (fs/pstore/platform.c): a line such as
/// "Panic#1 Part1", then the end of the kernel's log, which may be damaged or
/// not text at all. Fills kind, headline and text.
void parse_crash_record(std::string_view bytes, CrashRecord& record);

}  // namespace soundcheck
