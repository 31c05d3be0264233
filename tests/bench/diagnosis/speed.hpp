#pragma once

#include <cstddef>

#include "agent/diagnosis/knowledge.hpp"

namespace soundcheck::bench {

/// Medians of 21 runs.
struct Speed {
  double healthy_ms = 0;        ///< to conclude from all answers, all well
  double one_fault_ms = 0;      ///< the same with the worst of single signs
  double all_present_ms = 0;    ///< and when everything fails
  double next_test_ms = 0;      ///< to choose one in the middle of a check-up
  std::size_t model_bytes = 0;  ///< that the engine holds beside the knowledge
  std::size_t peak_bytes = 0;   ///< that it takes more while it concludes
};

Speed measure_speed(const diagnosis::Knowledge& knowledge);

}  // namespace soundcheck::bench
