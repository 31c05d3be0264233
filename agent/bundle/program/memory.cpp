#include "agent/bundle/program/memory.hpp"

#include <malloc.h>
#include <sys/resource.h>

namespace soundcheck::bundle {

void limit_memory() {
  constexpr rlim_t most = rlim_t{4} * 1024 * 1024;
#ifdef __GLIBC__
  // What is freed goes back, so that the next large piece finds room.
  mallopt(M_MMAP_THRESHOLD, 64 * 1024);
  mallopt(M_TRIM_THRESHOLD, 64 * 1024);
  mallopt(M_ARENA_MAX, 1);
#endif
  rlimit limit{};
  if (::getrlimit(RLIMIT_DATA, &limit) == 0) {
    // The soft one only: programs that we start are not bound by it.
    limit.rlim_cur = most < limit.rlim_max ? most : limit.rlim_max;
    ::setrlimit(RLIMIT_DATA, &limit);
  }
}

}  // namespace soundcheck::bundle
