#include "agent/diagnosis/trend/point.hpp"

#include <cmath>

namespace soundcheck::diagnosis::trend {

Points cleaned(const Points& points) {
  Points kept;
  for (const auto& point : points) {
    const bool number = std::isfinite(point.day) && std::isfinite(point.value);
    if (number && (kept.empty() || point.day > kept.back().day))
      kept.push_back(point);
  }
  return kept;
}

Points since(const Points& points, double day) {
  Points kept;
  for (const auto& point : points) {
    if (point.day >= day)
      kept.push_back(point);
  }
  return kept;
}

}  // namespace soundcheck::diagnosis::trend
