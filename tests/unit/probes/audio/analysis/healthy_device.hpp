#pragma once

#include "probes/audio/analysis/analysis.hpp"
#include "tests/unit/probes/audio/synthetic/bench.hpp"

namespace soundcheck::audio {

/// One simulated device with its baseline, made once for all tests.
class HealthyDevice {
 public:
  static HealthyDevice& instance();

  const Baseline& baseline() const { return baseline_; }
  /// So many runs of a device in room 7.
  Capture capture(const synthetic::Device& device = {},
                  const synthetic::Ambience& ambience = {},
                  std::size_t runs = 1);
  Analysis analyse(const synthetic::Device& device,
                   const synthetic::Ambience& ambience = {},
                   std::size_t runs = 1);

 private:
  HealthyDevice();
  Capture capture_in(const synthetic::Room& room,
                     const synthetic::Device& device,
                     const synthetic::Ambience& ambience,
                     std::size_t runs);

  synthetic::Bench bench_;
  synthetic::Room room_;
  Baseline baseline_;
};

/// The root of what is wrong, or none.
inline std::optional<Code> root_of(const Analysis& analysis) {
  if (analysis.faults.empty())
    return std::nullopt;
  return analysis.faults.front().code;
}

}  // namespace soundcheck::audio
