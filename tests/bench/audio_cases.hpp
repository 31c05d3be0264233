#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "probes/audio/analysis/analysis.hpp"
#include "tests/unit/probes/audio/synthetic/bench.hpp"

namespace soundcheck::bench {

/// One hardware fault of the dictionary and what it should be called.
struct FaultCase {
  std::string_view name;
  synthetic::Device device;
  audio::Code root;
  std::optional<std::size_t> microphone;
  bool linear_or_digital = true;  ///< is to be found at 0 dB SNR, too
};

/// The 24 hardware faults.
std::vector<FaultCase> fault_cases();

/// A device with its baseline, and the procedure of a check: one run, and more
/// where the analysis asks for them, four at most.
class Trial {
 public:
  explicit Trial(const audio::dsp::Sweep& sweep);

  /// The factory's own room.
  static constexpr std::uint64_t baseline_room = 99;

  audio::Analysis check(const synthetic::Device& device,
                        const synthetic::Spectrum& played,
                        const synthetic::Room& room,
                        const synthetic::Ambience& ambience,
                        std::uint64_t seed,
                        std::size_t least_runs = 1);
  synthetic::Bench& bench() { return bench_; }
  const audio::Baseline& baseline() const { return baseline_; }
  synthetic::Room make_room(std::uint64_t seed) const;

 private:
  static audio::SweepRun with_codes(synthetic::Channels samples);

  synthetic::Bench bench_;
  audio::Baseline baseline_;
};

}  // namespace soundcheck::bench
