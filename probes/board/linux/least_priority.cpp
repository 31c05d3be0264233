#include "probes/board/linux/least_priority.hpp"

#include <pthread.h>
#include <sched.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace soundcheck {

namespace {

// linux/ioprio.h, which is younger than the C libraries of some speakers.
constexpr int this_thread = 1;  // IOPRIO_WHO_PROCESS
constexpr int idle_class = 3 << 13;

}  // namespace

void take_least_priority() {
  const sched_param none{};
  pthread_setschedparam(pthread_self(), SCHED_IDLE, &none);
  syscall(SYS_ioprio_set, this_thread, 0, idle_class);
}

}  // namespace soundcheck
