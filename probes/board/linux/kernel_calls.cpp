#include "probes/board/linux/kernel_calls.hpp"

#include <cerrno>
#include <sys/statvfs.h>
#include <sys/timex.h>
#include <system_error>

namespace soundcheck {

Result<KernelTime> ask_kernel_time() {
  timex state{};
  const int clock = adjtimex(&state);
  if (clock < 0) {
    return Error(Errc::io,
                 "adjtimex: " + std::generic_category().message(errno));
  }
  KernelTime time;
  // The kernel itself calls a clock unsynchronised whose error may have grown
  // to 16 s (NTP_PHASE_LIMIT); some clients set the error and leave the bit.
  constexpr long max_error_us = 16'000'000;
  time.synchronised = clock != TIME_ERROR && (state.status & STA_UNSYNC) == 0 &&
                      state.maxerror < max_error_us;
  if (time.synchronised)
    time.estimated_error_ms = static_cast<double>(state.esterror) / 1000;
  time.wall_unix_s = state.time.tv_sec;
  // Of libstdc++, it is CLOCK_MONOTONIC.
  time.since_boot = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now().time_since_epoch());
  return time;
}

Result<FilesystemSpace> ask_filesystem_space(
    const std::filesystem::path& path) {
  struct statvfs state {};
  if (statvfs(path.c_str(), &state) != 0) {
    const auto code = errno == ENOENT || errno == ENOTDIR ? Errc::unsupported
                      : errno == EACCES                   ? Errc::denied
                                                          : Errc::io;
    return Error(code,
                 path.string() + ": " + std::generic_category().message(errno));
  }
  FilesystemSpace space;
  space.size_bytes = std::uint64_t{state.f_blocks} * state.f_frsize;
  space.available_bytes = std::uint64_t{state.f_bavail} * state.f_frsize;
  space.inodes = state.f_files;
  space.inodes_free = state.f_favail;
  return space;
}

}  // namespace soundcheck
