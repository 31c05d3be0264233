#include "tests/bench/trend_worlds.hpp"

#include <algorithm>
#include <cmath>

namespace soundcheck::bench {

namespace {

using Random = std::mt19937;
using Subject = Outlook::Subject;

double uniform(Random& random, double from, double to) {
  return std::uniform_real_distribution<>(from, to)(random);
}

constexpr int most_days = 800;

/// Of every kind of level: a daily cycle, noise of which a part lasts for hours
/// or days (AR(1)), and one wild value in fifty.
struct Breath {
  double cycle, phase, sigma, wild;
  std::vector<double> lasting;  ///< by quarters of a day

  Breath(Random& random, double cycle_, double sigma_, double wild_)
      : cycle(uniform(random, 0, cycle_)),
        phase(uniform(random, 0, 6.28)),
        sigma(uniform(random, 0.2, 1) * sigma_),
        wild(wild_) {
    const double share = uniform(random, 0, 0.6);
    const double last = std::exp(-0.25 / uniform(random, 0.1, 1.5));
    std::normal_distribution<> fresh(0, sigma * std::sqrt(share));
    double value = fresh(random);
    for (int i = 0; i < 4 * most_days; ++i) {
      lasting.push_back(value);
      value = last * value + std::sqrt(1 - last * last) * fresh(random);
    }
    sigma *= std::sqrt(1 - share);
  }
  double at(double day, Random& random) const {
    double value = cycle * std::sin(6.2832 * day + phase) +
                   lasting[static_cast<std::size_t>(4 * day)] +
                   std::normal_distribution<>(0, sigma)(random);
    if (uniform(random, 0, 1) < 0.02)
      value += uniform(random, -wild, wild);
    return value;
  }
};

/// Levels that stay for weeks: something was installed, or moved.
struct Jumps {
  std::vector<double> days, levels;

  Jumps(Random& random, double level, double low, double high, double every) {
    std::exponential_distribution<> wait(1 / every);
    levels.push_back(level);
    for (double day = wait(random); day < most_days; day += wait(random)) {
      days.push_back(day);
      levels.push_back(uniform(random, low, high));
    }
  }
  double at(double day) const {
    const auto i = std::upper_bound(days.begin(), days.end(), day);
    return levels[static_cast<std::size_t>(i - days.begin())];
  }
};

/// Logs and caches grow and are tidied up.
struct Tidied {
  double height, days, begun;

  explicit Tidied(Random& random)
      : height(uniform(random, 0, 6)),
        days(uniform(random, 1, 30)),
        begun(uniform(random, 0, 30)) {}
  double at(double day) const {
    const double turns = (day + begun) / days;
    return -height * (turns - std::floor(turns));
  }
};

/// Adds a fall that starts at the onset and reaches the limit after `days`.
Fate with_fall(Fate fate,
               double level,
               double limit,
               double days,
               double onset) {
  fate.onset = onset;
  fate.limit = limit;
  const double per_day = (level - limit) / days;
  fate.value = [value = fate.value, onset, per_day](double day,
                                                    Random& random) {
    return value(day, random) - per_day * std::max(0.0, day - onset);
  };
  return fate;
}

constexpr double disk_limit = 5, memory_limit = 5, weak_dbm = -75;

Fate disk(Random& random, double level, bool jumps) {
  const Breath breath(random, 0.5, 0.4, 5);
  const Tidied tidied(random);
  const Jumps steps(random, level, level - 8, level + 8, jumps ? 40 : 1e9);
  Fate fate;
  fate.value = [=](double day, Random& noise) {
    return std::clamp(steps.at(day) + tidied.at(day) + breath.at(day, noise),
                      0.0, 100.0);
  };
  return fate;
}

Fate memory(Random& random, double level) {
  const Breath breath(random, 3, 1.5, 10);
  Fate fate;
  fate.value = [=](double day, Random& noise) {
    return std::clamp(level + breath.at(day, noise), 0.0, 100.0);
  };
  // Updates and power cuts.
  std::exponential_distribution<> wait(1.0 / 30);
  for (double day = wait(random); day < most_days; day += wait(random))
    fate.restarts.push_back(day);
  return fate;
}

Fate heat(Random& random, double margin) {
  const Breath breath(random, 4, 1.5, 15);
  const double season = uniform(random, 0, 8);
  const double phase = uniform(random, 0, 6.28);
  Fate fate;
  fate.value = [=](double day, Random& noise) {
    return margin + season * std::sin(6.2832 * day / 365 + phase) +
           breath.at(day, noise);
  };
  return fate;
}

Fate signal(Random& random, double level, bool moves) {
  const Breath breath(random, 2, 2.5, 15);
  const Jumps places(random, level, -70, -40, moves ? 90 : 1e9);
  Fate fate;
  fate.value = [=](double day, Random& noise) {
    return std::round(places.at(day) + breath.at(day, noise));
  };
  return fate;
}

Fate retries(Random& random, double factor, double onset) {
  const double level = uniform(random, 2, 8);
  Fate fate;
  fate.onset = onset;
  fate.value = [=](double day, Random& noise) {
    const double usual = day < onset ? level : level * factor;
    // An evening in a full house.
    const double busy = uniform(noise, 0, 1) < 0.05 ? 15 : 0;
    return std::max(
        0.0, usual + busy + std::normal_distribution<>(0, level / 3)(noise));
  };
  return fate;
}

/// Counts of 24 hours; looked at four times a day, they overlap.
Fate counts(Random& random, double usual, double factor, double onset) {
  std::vector<double> quarters;
  for (int i = 0; i < 4 * most_days; ++i) {
    const double rate = i / 4.0 < onset ? usual : std::max(usual, 0.5) * factor;
    double count = std::poisson_distribution<>(rate / 4)(random);
    // Somebody carries it around the house, twice a year.
    if (uniform(random, 0, 1) < 2.0 / (4 * 365))
      count += uniform(random, 3, 10);
    quarters.push_back(std::floor(count));
  }
  Fate fate;
  fate.onset = onset;
  fate.value = [quarters](double day, Random&) {
    const auto last = static_cast<std::size_t>(std::max(0.0, day * 4));
    double sum = 0;
    for (std::size_t i = last - std::min<std::size_t>(last, 3); i <= last; ++i)
      sum += i < quarters.size() ? quarters[i] : 0;
    return sum;
  };
  return fate;
}

World falling_disk() {
  return {"disk fills",
          "firmware.storage/available_data",
          Subject::space,
          true,
          {7, 20, 40},
          [](Random& r) { return disk(r, uniform(r, 25, 80), true); },
          [](Random& r, double days, double onset) {
            const double level = uniform(r, 30, 80);
            return with_fall(disk(r, level, false), level, disk_limit, days,
                             onset);
          }};
}

World leaking_memory() {
  return {"memory leaks",
          "system.memory/available",
          Subject::memory,
          true,
          {7, 20, 40},
          [](Random& r) { return memory(r, uniform(r, 25, 70)); },
          [](Random& r, double days, double onset) {
            const double level = uniform(r, 30, 70);
            auto fate = memory(r, level);
            // A start would free it; the leak begins with one.
            fate.restarts = {onset};
            return with_fall(fate, level, memory_limit, days, onset);
          }};
}

World rising_heat() {
  return {"heat rises",
          "system.thermal/margin",
          Subject::heat,
          true,
          {10, 20, 40},
          [](Random& r) { return heat(r, uniform(r, 22, 45)); },
          [](Random& r, double days, double onset) {
            const double margin = uniform(r, 15, 35);
            return with_fall(heat(r, margin), margin, 0, days, onset);
          }};
}

World falling_signal() {
  return {"signal falls",
          "wifi.link/signal",
          Subject::signal,
          true,
          {10, 20, 40},
          [](Random& r) { return signal(r, uniform(r, -66, -40), true); },
          [](Random& r, double days, double onset) {
            const double level = uniform(r, -65, -50);
            return with_fall(signal(r, level, false), level, weak_dbm, days,
                             onset);
          }};
}

}  // namespace

std::vector<World> worlds() {
  return {falling_disk(),
          leaking_memory(),
          rising_heat(),
          falling_signal(),
          {"retries rise",
           "wifi.link/retries",
           Subject::retries,
           false,
           {3, 5},
           [](Random& r) { return retries(r, 1, 1e9); },
           [](Random& r, double factor, double onset) {
             return retries(r, factor, onset);
           }},
          {"restarts rise",
           "system.resets/starts_24h",
           Subject::resets,
           false,
           {3, 6},
           [](Random& r) { return counts(r, uniform(r, 0.02, 1.5), 1, 1e9); },
           [](Random& r, double factor, double onset) {
             return counts(r, uniform(r, 0.02, 1), factor, onset);
           }},
          {"disconnections rise",
           "wifi.stability/disconnections_24h",
           Subject::drops,
           false,
           {3, 6},
           [](Random& r) { return counts(r, uniform(r, 0.1, 3), 1, 1e9); },
           [](Random& r, double factor, double onset) {
             return counts(r, uniform(r, 0.1, 2), factor, onset);
           }}};
}

}  // namespace soundcheck::bench
