#pragma once

#include <cstddef>
#include <vector>

#include "probes/audio/dsp/sweep.hpp"

namespace soundcheck::cli {

struct SweepPlace {
  std::size_t at = 0;  ///< samples, to some milliseconds
  /// After `latest` there is far more of a sweep: the end is missing.
  bool later = false;
};

/// Where in a recording that a hand began the sweep is heard, at `latest`: the
/// peak of the matched filter for white noise (D. O. North, RCA report PTR-6C,
/// 1943), powers of all microphones in units of their own. An exponential sweep
/// bears a wrong rate: it only moves. Without any sweep some place is as good
/// as another.
SweepPlace find_sweep(const std::vector<std::vector<float>>& microphones,
                      const audio::dsp::Sweep& sweep,
                      std::size_t latest);

}  // namespace soundcheck::cli
