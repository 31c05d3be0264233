#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tests/acoustic-bench/faults.hpp"

namespace soundcheck::bench {

/// One key of the fault file: which values it takes and where they go.
struct FaultKey {
  double min = 0;
  double max = 1;
  bool is_switch = false;  ///< 0 or 1
  /// A word stands for its place in here.
  std::vector<std::string> words;
  std::function<void(Faults&, double)> set;
  std::function<double(const Faults&)> get;

  /// "0, 1", "white, pink" or "-120..40", as the README's table has it.
  std::string allowed() const;
  /// As one would write it into the file.
  std::string written(const Faults& faults) const;
};

/// By name.
const std::map<std::string, FaultKey, std::less<>>& fault_keys();

/// Without the zeros that say nothing.
std::string short_number(double value);

}  // namespace soundcheck::bench
