#pragma once

#include <string>
#include <sys/stat.h>

#include "tests/acoustic-bench/faults.hpp"

namespace soundcheck::bench {

/// The faults that a file asks for, read again when it changed. No file is a
/// healthy speaker. Complaints go to stderr, each once in a process.
class FaultFile {
 public:
  /// An empty name is no file.
  explicit FaultFile(std::string name) : name_(std::move(name)) {}

  const Faults& current();

 private:
  std::string name_;
  struct stat seen_ {};
  bool exists_ = false;
  Faults faults_;
};

}  // namespace soundcheck::bench
