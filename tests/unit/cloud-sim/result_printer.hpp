#pragma once

#include <catch2/catch.hpp>
#include <string>

#include "cloud-sim/result.hpp"

namespace Catch {

/// Without this Catch2 picks result's own unconstrained operator<<, which does
/// not compile; with it a failed REQUIRE tells the error.
template <class T>
struct StringMaker<soundcheck::cloud::Result<T>> {
  static std::string convert(const soundcheck::cloud::Result<T>& result) {
    if (result.has_value())
      return "a value";
    return "error " + result.error().code + ": " + result.error().what;
  }
};

}  // namespace Catch
