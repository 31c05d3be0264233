// What the rules of agent/trends foresee, and how often for nothing, on
// simulated speakers. `./dev bench trends` runs it.

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "tests/bench/trend_replay.hpp"
#include "tests/bench/trend_tables.hpp"

namespace soundcheck::bench {

namespace {

/// A month of health before the onset, so that there is something usual.
constexpr double onset_from = 20, onset_to = 30;
constexpr double faulty_days = 80;

struct Options {
  unsigned seed = 101;
  int years = 10;
  int speakers = 40;
  bool json = false;
};

Row healthy(const World& world, const Options& options) {
  Row row;
  row.world = world.name;
  row.speed = 0;
  for (int i = 0; i < options.years; ++i) {
    std::mt19937 random(options.seed * 1'000'003u + static_cast<unsigned>(i));
    const auto fate = world.healthy(random);
    const auto told = replay(world, fate, 365, random);
    row.days += told.days;
    row.false_alarms += told.false_alarms;
  }
  return row;
}

Row failing(const World& world, double speed, const Options& options) {
  Row row;
  row.world = world.name;
  row.speed = speed;
  row.has_end = world.has_end;
  row.forecasts.resize(std::size(forecast_days));
  for (int i = 0; i < options.speakers; ++i) {
    std::mt19937 random(options.seed * 7'919u + static_cast<unsigned>(i));
    const double onset =
        std::uniform_real_distribution<>(onset_from, onset_to)(random);
    const auto fate = world.failing(random, speed, onset);
    const auto told = replay(world, fate, onset + faulty_days, random);
    ++row.speakers;
    if (told.alarm) {
      ++row.foreseen;
      row.lead_days.push_back(world.has_end ? told.end - *told.alarm
                                            : *told.alarm - onset);
    }
    for (std::size_t k = 0; k < told.before.size(); ++k) {
      if (told.before[k])
        row.forecasts[k].push_back(*told.before[k]);
    }
  }
  return row;
}

int run(const Options& options) {
  std::vector<Row> rows;
  for (const auto& world : worlds()) {
    const auto well = healthy(world, options);
    for (const double speed : world.speeds) {
      rows.push_back(failing(world, speed, options));
      rows.back().days = well.days;
      rows.back().false_alarms = well.false_alarms;
    }
  }
  options.json ? print_json(rows, options.seed)
               : print_table(rows, options.seed);
  return EXIT_SUCCESS;
}

int number(int argc, char** argv, int i) {
  const long value = i < argc ? std::strtol(argv[i], nullptr, 10) : 0;
  if (value < 1 || value > 1'000'000) {
    std::fprintf(stderr, "%s needs a number from 1 on\n", argv[i - 1]);
    std::exit(64);
  }
  return static_cast<int>(value);
}

}  // namespace

}  // namespace soundcheck::bench

int main(int argc, char** argv) {
  using namespace soundcheck::bench;
  Options options;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--json") == 0) {
      options.json = true;
    } else if (std::strcmp(argv[i], "--years") == 0) {
      options.years = number(argc, argv, ++i);
    } else if (std::strcmp(argv[i], "--speakers") == 0) {
      options.speakers = number(argc, argv, ++i);
    } else if (std::strcmp(argv[i], "--seed") == 0) {
      options.seed = static_cast<unsigned>(number(argc, argv, ++i));
    } else {
      std::fprintf(stderr,
                   "usage: bench_trends [--json] [--years N] [--speakers N]"
                   " [--seed N]\n");
      return 64;
    }
  }
  return run(options);
}
