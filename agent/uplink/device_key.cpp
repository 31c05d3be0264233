#include "agent/uplink/device_key.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <sys/stat.h>
#include <unistd.h>

namespace soundcheck {

std::string device_key_problem(const std::string& file) {
  struct stat about {};
  if (::stat(file.c_str(), &about) != 0)
    return file + ": " + std::strerror(errno);
  const auto mode = about.st_mode & 07777U;
  const bool ours = about.st_uid == ::geteuid();
  if (ours && (mode & ~0600U) == 0)
    return "";
  char problem[80];
  std::snprintf(problem, sizeof problem,
                ": user %u, mode %04o; must be user %u, mode 0600",
                unsigned(about.st_uid), mode, unsigned(::geteuid()));
  return file + problem;
}

}  // namespace soundcheck
