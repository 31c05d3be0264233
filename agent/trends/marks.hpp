#pragma once

#include <string>

namespace soundcheck {

/// What the history starts anew with. An empty one is not known.
struct Marks {
  std::string firmware;      ///< version
  std::string access_point;  ///< its address, which stays here
};

}  // namespace soundcheck
