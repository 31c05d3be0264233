#include "tests/bench/trend_tables.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <random>

namespace soundcheck::bench {

namespace {

constexpr double z95 = 1.96;
/// Faults of one kind in a speaker's year, to make a precision of rates.
constexpr double prevalence = 0.05;

struct Interval {
  double low, high;
};

/// Wilson's, of a share.
Interval wilson(double part, double whole) {
  if (whole <= 0)
    return {0, 1};
  const double p = part / whole, n = whole;
  const double middle = p + z95 * z95 / (2 * n);
  const double half =
      z95 * std::sqrt(p * (1 - p) / n + z95 * z95 / (4 * n * n));
  const double scale = 1 + z95 * z95 / n;
  return {std::max(0.0, (middle - half) / scale), (middle + half) / scale};
}

double quantile(std::vector<double> values, double share) {
  if (values.empty())
    return std::nan("");
  std::sort(values.begin(), values.end());
  const auto last = static_cast<double>(values.size() - 1);
  return values[static_cast<std::size_t>(std::lround(share * last))];
}

/// Of the median, by drawing again from the values.
Interval bootstrap(const std::vector<double>& values) {
  if (values.empty())
    return {std::nan(""), std::nan("")};
  std::mt19937 random(1);
  std::uniform_int_distribution<std::size_t> any(0, values.size() - 1);
  std::vector<double> medians;
  for (int round = 0; round < 400; ++round) {
    std::vector<double> drawn;
    for (std::size_t i = 0; i < values.size(); ++i)
      drawn.push_back(values[any(random)]);
    medians.push_back(quantile(std::move(drawn), 0.5));
  }
  return {quantile(medians, 0.025), quantile(medians, 0.975)};
}

double alarms_a_year(const Row& row) {
  return row.days > 0 ? 365 * row.false_alarms / row.days : 0;
}

Interval alarms_interval(const Row& row) {
  const auto share = wilson(row.false_alarms, row.days);
  return {365 * share.low, 365 * share.high};
}

double recall(const Row& row) {
  return row.speakers > 0 ? double(row.foreseen) / row.speakers : 0;
}

double precision(const Row& row) {
  const double right = prevalence * recall(row);
  const double all = right + alarms_a_year(row);
  return all > 0 ? right / all : 1;
}

struct Errors {
  std::vector<double> sizes, widths;
  int inside = 0;
  double count() const { return static_cast<double>(sizes.size()); }
};

Errors errors_of(const std::vector<Forecast>& forecasts) {
  Errors errors;
  for (const auto& forecast : forecasts) {
    errors.sizes.push_back(std::abs(forecast.error_days));
    errors.widths.push_back(forecast.width_days);
    errors.inside += forecast.in_interval;
  }
  return errors;
}

void print_calibration(const char* name,
                       const char* speed,
                       double days_before,
                       const std::vector<Forecast>& forecasts) {
  const auto errors = errors_of(forecasts);
  if (errors.sizes.empty())
    return;
  const auto share = wilson(errors.inside, errors.count());
  std::printf(
      "%-20s %9s %6.0f d %9zu %7.1f %7.1f d %9.1f d   %3.0f %% "
      "(%3.0f..%3.0f)\n",
      name, speed, days_before, errors.sizes.size(),
      quantile(errors.sizes, 0.5), quantile(errors.sizes, 0.9),
      quantile(errors.widths, 0.5), 100 * errors.inside / errors.count(),
      100 * share.low, 100 * share.high);
}

/// Of every speed, and of all speeds of a kind together.
void print_calibration(const std::vector<Row>& rows) {
  std::printf("\n%-20s %9s %8s %9s %17s %11s   %s\n", "days until the limit",
              "speed", "before", "forecasts", "|error| 50, 90 %", "width",
              "truth in the 90 % interval");
  for (std::size_t from = 0; from < rows.size();) {
    const auto& world = rows[from].world;
    std::vector<std::vector<Forecast>> all(std::size(forecast_days));
    for (; from < rows.size() && rows[from].world == world; ++from) {
      const auto& row = rows[from];
      char speed[16];
      std::snprintf(speed, sizeof speed, "%.0f d", row.speed);
      for (std::size_t i = 0; row.has_end && i < all.size(); ++i) {
        print_calibration(world.c_str(), speed, forecast_days[i],
                          row.forecasts[i]);
        all[i].insert(all[i].end(), row.forecasts[i].begin(),
                      row.forecasts[i].end());
      }
    }
    for (std::size_t i = 0; i < all.size(); ++i)
      print_calibration(world.c_str(), "all", forecast_days[i], all[i]);
  }
}

void print_number(const char* name, double value) {
  if (std::isfinite(value))
    std::printf("\"%s\": %.4g, ", name, value);
  else
    std::printf("\"%s\": null, ", name);
}

}  // namespace

void print_table(const std::vector<Row>& rows, unsigned seed) {
  std::printf(
      "seed %u; the rules were tuned on seed %u, so another one tells the "
      "truth\n",
      seed, tuned_on_seed);
  std::printf(
      "one evaluation a day; 95 %% intervals: Wilson of shares, bootstrap of "
      "medians; precision: with a fault in %.0f %% of speaker-years\n\n",
      prevalence * 100);
  std::printf("%-20s %9s %19s %21s %10s %22s\n", "", "speed", "foreseen",
              "days before the end", "precision", "false alarms per year");
  for (const auto& row : rows) {
    const auto seen = wilson(row.foreseen, row.speakers);
    const auto lead = bootstrap(row.lead_days);
    const auto alarms = alarms_interval(row);
    std::printf(
        "%-20s %7.0f %c  %3.0f %% (%3.0f..%3.0f)  %s%5.1f (%4.1f..%4.1f) "
        "%9.2f  %7.3f (%.3f..%.3f)\n",
        row.world.c_str(), row.speed, row.has_end ? 'd' : 'x',
        100 * recall(row), 100 * seen.low, 100 * seen.high,
        row.has_end ? "  " : "-:", quantile(row.lead_days, 0.5), lead.low,
        lead.high, precision(row), alarms_a_year(row), alarms.low, alarms.high);
  }
  std::printf(
      "speed: d days from onset to end, x times as often; -: days since the "
      "onset\n");
  print_calibration(rows);
}

void print_json(const std::vector<Row>& rows, unsigned seed) {
  std::printf("{\"seed\": %u, \"prevalence\": %g, \"rows\": [", seed,
              prevalence);
  const char* comma = "";
  for (const auto& row : rows) {
    const auto seen = wilson(row.foreseen, row.speakers);
    const auto alarms = alarms_interval(row);
    const auto lead = bootstrap(row.lead_days);
    std::printf("%s\n  {\"kind\": \"%s\", \"has_end\": %s, ", comma,
                row.world.c_str(), row.has_end ? "true" : "false");
    print_number("speed", row.speed);
    print_number("recall", recall(row));
    print_number("recall_low", seen.low);
    print_number("recall_high", seen.high);
    print_number(row.has_end ? "lead_days" : "delay_days",
                 quantile(row.lead_days, 0.5));
    print_number("days_low", lead.low);
    print_number("days_high", lead.high);
    print_number("precision", precision(row));
    print_number("false_alarms_per_year", alarms_a_year(row));
    print_number("false_alarms_low", alarms.low);
    print_number("false_alarms_high", alarms.high);
    std::printf("\"forecasts\": [");
    for (std::size_t i = 0; row.has_end && i < row.forecasts.size(); ++i) {
      const auto errors = errors_of(row.forecasts[i]);
      std::printf("%s{", i > 0 ? ", " : "");
      print_number("days_before", forecast_days[i]);
      print_number("error_median", quantile(errors.sizes, 0.5));
      print_number("error_90", quantile(errors.sizes, 0.9));
      print_number("width_median", quantile(errors.widths, 0.5));
      std::printf("\"speakers\": %zu, \"in_interval\": %d}",
                  errors.sizes.size(), errors.inside);
    }
    std::printf("]}");
    comma = ",";
  }
  std::printf("\n]}\n");
}

}  // namespace soundcheck::bench
