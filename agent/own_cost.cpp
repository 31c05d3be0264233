#include "agent/own_cost.hpp"

#include <fstream>
#include <sys/resource.h>
#include <unistd.h>

namespace soundcheck {

namespace {

std::chrono::microseconds duration_of(const timeval& time) {
  return std::chrono::seconds(time.tv_sec) +
         std::chrono::microseconds(time.tv_usec);
}

}  // namespace

OwnCost own_cost() {
  OwnCost cost;
  std::uint64_t size_pages = 0, resident_pages = 0;
  std::ifstream statm("/proc/self/statm");
  if (statm >> size_pages >> resident_pages) {
    cost.rss_bytes =
        resident_pages * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
  }
  rusage usage{};
  if (getrusage(RUSAGE_SELF, &usage) == 0) {
    cost.cpu_time = std::chrono::duration_cast<std::chrono::milliseconds>(
        duration_of(usage.ru_utime) + duration_of(usage.ru_stime));
  }
  return cost;
}

}  // namespace soundcheck
