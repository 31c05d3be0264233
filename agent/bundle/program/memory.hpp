#pragma once

namespace soundcheck::bundle {

/// Lets the kernel refuse this process more than 4 MiB of memory of its own. A
/// source that would take it is left out of the bundle then; the speaker never
/// runs short of memory because somebody wants to know how it is.
void limit_memory();

}  // namespace soundcheck::bundle
