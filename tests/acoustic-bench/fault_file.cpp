#include "tests/acoustic-bench/fault_file.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <mutex>
#include <set>

namespace soundcheck::bench {

namespace {

/// A player, a recorder and a mixer of one process read the same file.
void complain_once(const std::string& complaint) {
  static std::mutex mutex;
  static std::set<std::string> told;
  const std::lock_guard lock(mutex);
  if (told.insert(complaint).second)
    std::fprintf(stderr, "%s\n", complaint.c_str());
}

/// The size and the inode as well: two writes may share one tick of the
/// file system's clock, and a rename may bring an older file.
bool same(const struct stat& a, const struct stat& b) {
  return a.st_ino == b.st_ino && a.st_size == b.st_size &&
         a.st_mtim.tv_sec == b.st_mtim.tv_sec &&
         a.st_mtim.tv_nsec == b.st_mtim.tv_nsec;
}

}  // namespace

const Faults& FaultFile::current() {
  struct stat now {};
  if (name_.empty() || stat(name_.c_str(), &now) != 0) {
    exists_ = false;
    faults_ = Faults();
    return faults_;
  }
  if (exists_ && same(now, seen_))
    return faults_;
  std::ifstream file(name_);
  if (!file) {
    complain_once(name_ + ": " + std::strerror(errno));
    return faults_;
  }
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  auto parsed = parse_faults(text, name_);
  for (const auto& complaint : parsed.complaints)
    complain_once(complaint);
  faults_ = parsed.faults;
  seen_ = now;
  exists_ = true;
  return faults_;
}

}  // namespace soundcheck::bench
