#include "probes/audio/dsp/average.hpp"

#include <algorithm>

namespace soundcheck::audio::dsp {

CoherentAverage::CoherentAverage(std::size_t size) : sum_(size) {}

void CoherentAverage::add(std::span<const float> recording,
                          std::ptrdiff_t late) {
  const auto size = static_cast<std::ptrdiff_t>(sum_.size());
  const auto length = static_cast<std::ptrdiff_t>(recording.size());
  const auto first = std::max<std::ptrdiff_t>(0, -late);
  const auto last = std::min(size, length - late);
  for (auto n = first; n < last; ++n)
    sum_[static_cast<std::size_t>(n)] +=
        recording[static_cast<std::size_t>(n + late)];
  ++count_;
}

std::vector<float> CoherentAverage::mean() const {
  auto mean = sum_;
  const float share = 1 / static_cast<float>(std::max<std::size_t>(1, count_));
  for (auto& sample : mean)
    sample *= share;
  return mean;
}

}  // namespace soundcheck::audio::dsp
