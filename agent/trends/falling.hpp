#pragma once

#include "agent/diagnosis/trend/crossing.hpp"
#include "agent/diagnosis/trend/point.hpp"
#include "probes/board/trend_log.hpp"

namespace soundcheck {

/// What a falling number is judged by.
struct FallRule {
  double limit = 0;
  double least_jump = 0;  ///< smaller ones are no new beginning
  /// Its resolution and what it wanders about for no reason: a fall by less in
  /// the whole window is none.
  double least_fall = 0;
  /// What it moves beyond its line in a day, see falls_to(): it makes the
  /// interval of a day far ahead wide.
  double wander = 0;
  bool comes_back = false;  ///< often by itself: only what is unheard of counts
  const char* unit = "";
};

/// Of a series of days that end with day 0, which is now, since `begin`.
Outlook falling(const diagnosis::trend::Points& points,
                double begin,
                const FallRule& rule);

/// Why a line through these cannot be told; empty: it can.
std::string too_few(const diagnosis::trend::Points& points);

}  // namespace soundcheck
