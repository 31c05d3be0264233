#pragma once

#include <optional>

#include "agent/diagnosis/trend/point.hpp"

namespace soundcheck::diagnosis::trend {

/// Share of the flash's life that is used up in a day, in per cent.
struct Wear {
  double likely = 0, low = 0, high = 0;
};

/// From what eMMC tells, which moves in steps of ten per cent: the time from
/// the first step that was seen to the last. Nothing before the second.
std::optional<Wear> wear_by_steps(const Points& used_percent);

/// From bytes that the system wrote, against those that the maker promises the
/// flash can take. Flash writes more than it is told to; by how much, no eMMC
/// tells: 2 to 4 times is what such systems come to (Ziswiler and Veiga,
/// Embedded Linux Conference 2019). Nothing when less than a day was seen.
std::optional<Wear> wear_by_writes(const Points& written_gb,
                                   double endurance_gb);

/// Of both where there are both: the geometric mean, and all that either deems
/// possible.
std::optional<Wear> blended(const std::optional<Wear>& a,
                            const std::optional<Wear>& b);

}  // namespace soundcheck::diagnosis::trend
