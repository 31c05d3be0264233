#include "probes/audio/analysis/judge.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace soundcheck::audio {

namespace {

constexpr double hopeless = 1e9;

double power_of(double db) {
  return std::pow(10.0, db / 10);
}

}  // namespace

Estimate ratio(const Estimate& a, const Estimate& b) {
  if (b.value <= 3 * b.sigma || b.value <= 0)
    return {0, hopeless};
  const double q = a.value / b.value;
  return {q, std::hypot(a.sigma, q * b.sigma) / b.value};
}

double decibel_power(double power) {
  return 10 * std::log10(std::max(power, 1e-10));
}

double decibel_sigma(const Estimate& power) {
  return std::min(100.0, 10 / std::numbers::ln10 * power.sigma /
                             std::max(power.value, 1e-10));
}

Presence below(const Estimate& x, double limit) {
  if (x.high() < limit)
    return Presence::present;
  return x.low() > limit ? Presence::absent : Presence::unknown;
}

Presence above(const Estimate& x, double limit) {
  if (x.low() > limit)
    return Presence::present;
  return x.high() < limit ? Presence::absent : Presence::unknown;
}

Presence beyond(const Estimate& x, double limit) {
  return above({std::abs(x.value), x.sigma}, limit);
}

Presence off_by_db(const Estimate& x, double limit_db) {
  const auto quieter = below(x, power_of(-limit_db));
  const auto louder = above(x, power_of(limit_db));
  if (quieter == Presence::present || louder == Presence::present)
    return Presence::present;
  return quieter == Presence::absent && louder == Presence::absent
             ? Presence::absent
             : Presence::unknown;
}

Presence below_db(const Estimate& x, double limit_db) {
  return below(x, power_of(limit_db));
}

Presence above_db(const Estimate& x, double limit_db) {
  return above(x, power_of(limit_db));
}

Presence all_of(Presence a, Presence b) {
  if (a == Presence::absent || b == Presence::absent)
    return Presence::absent;
  return a == Presence::present && b == Presence::present ? Presence::present
                                                          : Presence::unknown;
}

}  // namespace soundcheck::audio
