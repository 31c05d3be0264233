#include "tests/acoustic-bench/fault_file.hpp"

#include <cstdio>
#include <fstream>
#include <mutex>
#include <set>
#include <sstream>

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
  seen_ = now;
  exists_ = true;
  faults_ = Faults();
  // Opening a pipe would wait for its writer.
  if (!S_ISREG(now.st_mode)) {
    complain_once(name_ + ": not a regular file");
    return faults_;
  }
  std::ostringstream text;
  // The stream catches what its buffer throws, an iterator would not.
  if (!(text << std::ifstream(name_).rdbuf()) && now.st_size > 0) {
    complain_once(name_ + ": cannot be read");
    return faults_;
  }
  auto parsed = parse_faults(text.str(), name_);
  for (const auto& complaint : parsed.complaints)
    complain_once(complaint);
  faults_ = parsed.faults;
  return faults_;
}

}  // namespace soundcheck::bench
