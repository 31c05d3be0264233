#include "agent/journal/write_budget.hpp"

#include <catch2/catch.hpp>

using namespace soundcheck;
using namespace std::chrono_literals;

namespace {

/// Writes as often as allowed from `start` to `end`; returns how often.
int writes_between(WriteBudget& budget,
                   std::chrono::milliseconds start,
                   std::chrono::milliseconds end) {
  int writes = 0;
  auto now = start;
  for (;; ++writes) {
    budget.begin(now);
    now = budget.due();
    if (now > end)
      return writes;
    budget.spend(now);
  }
}

}  // namespace

TEST_CASE("events of one burst are written together, a moment later") {
  WriteBudget budget;

  budget.begin(100s);

  CHECK(budget.due() == 105s);
}

TEST_CASE("a storm that lasts all day writes at most 44 times") {
  WriteBudget budget;

  CHECK(writes_between(budget, 10s, 24h) <= 44);
}

TEST_CASE("a quiet hour earns a write again") {
  WriteBudget budget;
  CHECK(writes_between(budget, 10s, 60s) == 8);
  budget.begin(60s);
  CHECK(budget.due() > 30min);

  budget.begin(2h);

  CHECK(budget.due() == 2h + 5s);
}
