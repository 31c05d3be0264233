#include "agent/own_cost.hpp"

#include <charconv>
#include <sys/resource.h>
#include <unistd.h>

#include "probes/board/whole_file.hpp"

namespace soundcheck {

namespace {

std::chrono::microseconds duration_of(const timeval& time) {
  return std::chrono::seconds(time.tv_sec) +
         std::chrono::microseconds(time.tv_usec);
}

/// The second number of statm, see proc(5); 0 when the kernel does not say.
std::uint64_t resident_pages() {
  const auto statm = read_whole_file("/proc/self/statm", 4096);
  std::uint64_t pages = 0;
  if (statm) {
    const auto at = statm->find(' ') + 1;
    std::from_chars(statm->data() + at, statm->data() + statm->size(), pages);
  }
  return pages;
}

}  // namespace

OwnCost own_cost() {
  OwnCost cost;
  cost.rss_bytes =
      resident_pages() * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
  rusage usage{};
  if (getrusage(RUSAGE_SELF, &usage) == 0) {
    cost.cpu_time = std::chrono::duration_cast<std::chrono::milliseconds>(
        duration_of(usage.ru_utime) + duration_of(usage.ru_stime));
  }
  return cost;
}

}  // namespace soundcheck
