#pragma once

#include <string>
#include <vector>

#include "tests/bench/trend_replay.hpp"

namespace soundcheck::bench {

/// Of one kind of fault at one speed, and of healthy speakers of that kind.
struct Row {
  std::string world;
  double speed = 0;
  bool has_end = false;
  double days = 0;  ///< of healthy speakers
  int false_alarms = 0;
  int speakers = 0, foreseen = 0;
  std::vector<double> lead_days;  ///< before the end; else since the onset
  std::vector<std::vector<Forecast>> forecasts;  ///< as forecast_days
};

/// What numbers of agent/trends were chosen by.
constexpr unsigned tuned_on_seed = 4;

void print_table(const std::vector<Row>& rows, unsigned seed);
void print_json(const std::vector<Row>& rows, unsigned seed);

}  // namespace soundcheck::bench
