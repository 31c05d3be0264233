#pragma once

#include "probes/probe.hpp"

namespace soundcheck::audio {

/// A quantity with its standard deviation. Powers and their ratios stay linear
/// here: in decibels the sigma of what hides in noise would say nothing.
struct Estimate {
  double value = 0;
  double sigma = 0;

  double low() const { return value - 3 * sigma; }
  double high() const { return value + 3 * sigma; }
};

/// a / b, with b's own sigma; unknown (sigma huge) when b hides in noise.
Estimate ratio(const Estimate& a, const Estimate& b);

double decibel_power(double power);           ///< 10 log, -100 at least
double decibel_sigma(const Estimate& power);  ///< of decibel_power

// Three-valued: judged only where three sigma fit on one side of the limit.

Presence below(const Estimate& x, double limit);
Presence above(const Estimate& x, double limit);
/// The magnitude above the limit.
Presence beyond(const Estimate& x, double limit);
/// A power ratio off 1 by more than so many decibels, up or down.
Presence off_by_db(const Estimate& x, double limit_db);
/// A power ratio below so many decibels.
Presence below_db(const Estimate& x, double limit_db);

/// A power ratio above so many decibels.
Presence above_db(const Estimate& x, double limit_db);

Presence all_of(Presence a, Presence b);

}  // namespace soundcheck::audio
