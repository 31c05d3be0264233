#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "tests/bench/trend_worlds.hpp"

namespace soundcheck::bench {

/// One forecast, some days before it came true.
struct Forecast {
  double error_days;  ///< predicted minus true
  bool in_interval;
};

/// What was said of one speaker in all its days.
struct Told {
  double days = 0;              ///< looked at
  int false_alarms = 0;         ///< begun before the onset, if there was one
  std::optional<double> alarm;  ///< the first day of it after the onset
  std::vector<std::optional<Forecast>> before;  ///< as `forecast_days`
};

constexpr double forecast_days[] = {30, 14, 7};

/// Lives through a fate from day 0 on, with four looks a day, and asks the
/// rules once a day.
Told replay(const World& world,
            const Fate& fate,
            double days,
            std::mt19937& random);

}  // namespace soundcheck::bench
