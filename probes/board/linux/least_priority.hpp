#pragma once

namespace soundcheck {

/// From here on this thread gets processor and storage only when nobody else
/// wants them (SCHED_IDLE, ioprio idle). Where the kernel refuses it stays as
/// it is; others are merely served a little later then.
void take_least_priority();

}  // namespace soundcheck
