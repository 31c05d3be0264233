#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "tests/bench/trend_worlds.hpp"

namespace soundcheck::bench {

/// One forecast, some days before it came true.
struct Forecast {
  double error_days;  ///< predicted minus true
  bool in_interval;   ///< the stated one, of 90 %
  double width_days;  ///< of it; infinite when it has no end
};

/// What was said of one speaker in all its days.
struct Told {
  double days = 0;              ///< looked at
  int false_alarms = 0;         ///< begun before the onset, if there was one
  std::optional<double> alarm;  ///< the first day of it after the onset
  /// When the median of 24 hours first is at the limit; never: beyond all days.
  double end = 1e9;
  std::vector<std::optional<Forecast>> before;  ///< as `forecast_days`
};

constexpr double forecast_days[] = {30, 14, 7, 3};

/// Lives through a fate from day 0 on, with four looks a day, and asks the
/// rules once a day, until it has come true.
Told replay(const World& world,
            const Fate& fate,
            double days,
            std::mt19937& random);

}  // namespace soundcheck::bench
