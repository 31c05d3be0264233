#include "agent/diagnosis/trend/baseline.hpp"

#include <algorithm>
#include <cmath>

namespace soundcheck::diagnosis::trend {

double median(std::vector<double> values) {
  if (values.empty())
    return 0;
  const auto middle =
      values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 == 1)
    return *middle;
  return (*std::max_element(values.begin(), middle) + *middle) / 2;
}

Baseline baseline_of(const std::vector<double>& values, double least_sigma) {
  // Of a normal distribution, the median absolute deviation is 0.6745 sigma.
  constexpr double to_sigma = 1.4826;
  const double level = median(values);
  auto deviations = values;
  for (auto& value : deviations)
    value = std::abs(value - level);
  return {level,
          std::max(least_sigma, to_sigma * median(std::move(deviations)))};
}

}  // namespace soundcheck::diagnosis::trend
