#pragma once

#include <functional>
#include <random>
#include <string>
#include <vector>

#include "agent/trends/history.hpp"
#include "probes/board/trend_log.hpp"

namespace soundcheck::bench {

/// What becomes of one number of one simulated speaker.
struct Fate {
  /// The value at a day from 0 on, as the speaker takes it.
  std::function<double(double day, std::mt19937& random)> value;
  double onset = 1e9;   ///< the day from which it gets worse
  double limit = -1e9;  ///< down to which it falls
  /// Days on which it is restarted (memory) or begins at another access point.
  std::vector<double> restarts;
};

/// A kind of number and how it fails. Every speaker is another one: level,
/// noise and how long it lasts, daily cycle, tidying up, jumps and outliers are
/// drawn anew.
struct World {
  std::string name;
  std::string series;
  Outlook::Subject subject;
  bool has_end;  ///< it reaches a limit; else it happens more often
  /// How fast it gets worse: the days from the onset to the end, or by what
  /// factor it happens more often.
  std::vector<double> speeds;
  std::function<Fate(std::mt19937& random)> healthy;
  std::function<Fate(std::mt19937& random, double speed, double onset)> failing;
};

std::vector<World> worlds();

}  // namespace soundcheck::bench
