#pragma once

#include <algorithm>
#include <vector>

namespace soundcheck::audio::dsp {

/// Of an even number the mean of the middle two, of none zero.
inline double median(std::vector<double> values) {
  if (values.empty())
    return 0;
  const auto half = static_cast<std::ptrdiff_t>(values.size() / 2);
  const auto middle = values.begin() + half;
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 == 1)
    return *middle;
  return (*std::max_element(values.begin(), middle) + *middle) / 2;
}

}  // namespace soundcheck::audio::dsp
