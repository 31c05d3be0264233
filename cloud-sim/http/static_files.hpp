#pragma once

#include <filesystem>

#include "cloud-sim/http/message.hpp"

namespace soundcheck::cloud {

/// Serves the console's folder. Files below assets/ carry a hash in their name
/// and may be kept for ever; a path without a file is the console's own (it
/// draws /devices/42 itself) and gets index.html. Links that lead out of the
/// folder are not followed.
class StaticFiles {
 public:
  explicit StaticFiles(std::filesystem::path folder);
  Response get(const Request& request) const;

 private:
  std::filesystem::path folder_;
};

}  // namespace soundcheck::cloud
