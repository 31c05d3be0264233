#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace soundcheck::audio::dsp {

/// Coherent mean of several recordings of the same stimulus: noise falls by
/// 10 log K dB, what repeats stays. Player and recorder must run on one clock.
class CoherentAverage {
 public:
  explicit CoherentAverage(std::size_t size);

  /// `late` samples later than the first; what it lacks at its ends counts as
  /// silence.
  void add(std::span<const float> recording, std::ptrdiff_t late);
  std::size_t count() const { return count_; }
  std::vector<float> mean() const;

 private:
  std::vector<float> sum_;
  std::size_t count_ = 0;
};

}  // namespace soundcheck::audio::dsp
