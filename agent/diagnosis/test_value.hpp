#pragma once

#include <optional>
#include <vector>

#include "agent/diagnosis/posterior.hpp"

namespace soundcheck::diagnosis {

/// What running one probe costs. The composition root takes it from the
/// catalog, which this folder does not know.
struct TestCost {
  std::string probe_id;
  double seconds = 0;  ///< usual duration
  bool audible = false;
  bool interrupts_playback = false;
  bool airtime = false;
  bool needs_consent = false;
};

/// In seconds that an owner would rather wait; at least a tenth.
double burden_of(const TestCost& cost);
/// Nobody notices it, so it needs no reason.
bool is_free(const TestCost& cost);

/// What a probe is expected to tell of the faults.
struct TestValue {
  double bits = 0;  ///< expected drop of the entropy of the faults
  /// The two faults that its most telling finding separates, by their places.
  std::optional<unsigned> suspect, rival;
};

TestValue value_of(const Model& model,
                   const Posterior& posterior,
                   const Facts& facts,
                   std::string_view probe_id);

}  // namespace soundcheck::diagnosis
