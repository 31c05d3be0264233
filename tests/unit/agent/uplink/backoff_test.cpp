#include "agent/uplink/backoff.hpp"

#include <catch2/catch.hpp>

using namespace soundcheck;
using namespace std::chrono_literals;

TEST_CASE("the span doubles up to its cap") {
  Backoff backoff(1s, 60s, [] { return 0.5; });

  std::vector<std::chrono::milliseconds> waits;
  for (int i = 0; i < 8; ++i)
    waits.push_back(backoff.next());

  CHECK(waits == std::vector<std::chrono::milliseconds>{500ms, 1s, 2s, 4s, 8s,
                                                        16s, 30s, 30s});
}

TEST_CASE("the whole span is used, from nothing on") {
  double random = 0;
  Backoff backoff(1s, 60s, [&] { return random; });

  const auto shortest = backoff.next();
  random = 0.999;
  const auto longest = backoff.next();

  CHECK(shortest == 0ms);
  CHECK(longest == 1998ms);
}

TEST_CASE("a good connection starts again from the base") {
  Backoff backoff(1s, 60s, [] { return 0.5; });
  backoff.next();
  backoff.next();

  backoff.reset();

  CHECK(backoff.next() == 500ms);
}
