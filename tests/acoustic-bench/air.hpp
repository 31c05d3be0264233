#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "tests/acoustic-bench/convolution.hpp"

namespace soundcheck::bench {

/// From the loudspeaker's sound to that at the microphones as it comes, any
/// number of samples at a time: the start of the responses directly, the rest a
/// block at a time from blocks that are complete.
class Air {
 public:
  explicit Air(const std::vector<std::vector<float>>& responses);

  void carry(std::span<const float> sound,
             std::span<const std::span<float>> microphones);
  /// As carry() when nobody listens: for what came before.
  void remember(std::span<const float> sound);

 private:
  static constexpr std::size_t block = 256;
  void carry_piece(std::size_t length,
                   std::span<const std::span<float>> microphones);
  void append(std::span<const float> sound);
  void complete_block();

  std::vector<std::vector<float>> heads_;  ///< backwards
  ResponseSpectra spectra_;                ///< of the rest
  Convolution rest_;
  std::vector<float> sound_;  ///< the block before, then the current one
  std::size_t filled_ = 0;    ///< samples of the current one
  std::vector<std::vector<float>> late_;  ///< what the rest adds to it
  bool late_known_ = false;
};

}  // namespace soundcheck::bench
