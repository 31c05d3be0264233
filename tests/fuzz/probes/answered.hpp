#pragma once

#include <cstdlib>

#include "probes/board/result.hpp"

namespace soundcheck::fuzz {

inline void require(bool holds) {
  if (!holds)
    std::abort();
}

/// Whatever is refused is refused as garbled, with file ("f") and line.
template <class T>
bool answered(const Result<T>& result) {
  if (result)
    return true;
  require(result.error().code == Errc::parse);
  require(result.error().what.starts_with("f:"));
  return false;
}

}  // namespace soundcheck::fuzz
