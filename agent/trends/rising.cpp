#include "agent/trends/rising.hpp"

#include <algorithm>
#include <cmath>

#include "agent/diagnosis/trend/counts.hpp"
#include "agent/diagnosis/trend/segment.hpp"
#include "agent/diagnosis/trend/shift.hpp"
#include "probes/findings.hpp"

namespace soundcheck {

using namespace diagnosis::trend;

namespace {

constexpr double stale_days = 2;
constexpr std::size_t learning_days = 7;

/// Counts of whole days that do not overlap, oldest first.
std::vector<double> day_counts(const Points& points) {
  std::vector<double> counts;
  double next = 0;
  for (auto i = points.size(); i-- > 0;) {
    // A look is never a full day after the one before, only about.
    if (counts.empty() || points[i].day <= next) {
      counts.push_back(points[i].value);
      next = points[i].day - 0.95;
    }
  }
  std::reverse(counts.begin(), counts.end());
  return counts;
}

/// Without the one worst day of them; and as high as it may well be, when so
/// few were counted (the deviation of a Poisson mean, by a half).
double usual_of(const std::vector<double>& counts) {
  const auto days = std::max(
      learning_days, counts.size() - std::min(counts.size(), learning_days));
  double sum = 0, worst = 0;
  for (std::size_t i = 0; i < days; ++i) {
    sum += counts[i];
    worst = std::max(worst, counts[i]);
  }
  const auto counted = static_cast<double>(days - 1);
  const double usual = (sum - worst) / counted;
  return usual + std::sqrt(usual / counted) / 2;
}

std::string why_not(const Points& points, std::size_t days, std::size_t need) {
  if (!points.empty() && points.back().day < -stale_days)
    return "nothing was written down lately";
  if (days >= need)
    return "";
  return std::to_string(days) + " days were written down, " +
         std::to_string(need) + " are needed";
}

}  // namespace

Outlook rising_count(const Points& points, double least_usual) {
  Outlook outlook;
  const auto counts = day_counts(points);
  outlook.why_unknown = why_not(points, counts.size(), learning_days + 1);
  if (!outlook.why_unknown.empty())
    return outlook;
  PoissonCusum cusum(std::max(least_usual, usual_of(counts)));
  for (const double count : counts)
    outlook.worsens = cusum.add(count);
  outlook.text = decimal(counts.back(), 0) + " in the last 24 h, usual are " +
                 decimal(cusum.usual());
  return outlook;
}

Outlook rising_level(const Points& points, double least_sigma, double matters) {
  Outlook outlook;
  const auto days = daily(points);
  outlook.why_unknown = why_not(points, days.size(), 10);
  if (!outlook.why_unknown.empty())
    return outlook;
  PageHinkley test(least_sigma);
  bool risen = false;
  for (const auto& day : days)
    risen = test.add(day.value);
  outlook.worsens = risen && days.back().value >= matters;
  outlook.text = decimal(days.back().value) + " in the last day";
  return outlook;
}

std::optional<double> sunk_to(const Points& points,
                              double least_sigma,
                              double least_fall,
                              double most_fall) {
  constexpr std::size_t known = 14, lately = 5;
  const auto days = daily(points);
  if (days.size() <= known)
    return std::nullopt;
  std::vector<double> first, last;
  for (std::size_t i = 0; i < days.size(); ++i) {
    if (i < known)
      first.push_back(days[i].value);
    else if (i + lately >= days.size())
      last.push_back(days[i].value);
  }
  const auto usual = baseline_of(first, least_sigma);
  const double level = median(std::move(last));
  const double fall = usual.level - level;
  if (fall < least_fall || fall >= most_fall)
    return std::nullopt;
  Cusum cusum(usual);
  int sunk = 0;
  for (auto i = known; i < days.size(); ++i)
    sunk = cusum.add(days[i].value);
  return sunk < 0 ? std::optional(level) : std::nullopt;
}

}  // namespace soundcheck
