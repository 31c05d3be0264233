#include "probes/board/linux/look_rhythm.hpp"

#include <catch2/catch.hpp>

using namespace soundcheck;
using namespace std::chrono_literals;

TEST_CASE("as long as nobody ends there is nothing to look out for") {
  LookRhythm rhythm;
  rhythm.take(false, false, 100s);

  CHECK(!rhythm.watchful(100s));
}

TEST_CASE("an end is looked after for a while") {
  LookRhythm rhythm;
  rhythm.take(true, false, 100s);

  CHECK(rhythm.watchful(100s));
  CHECK(rhythm.watchful(114s));
  CHECK(!rhythm.watchful(115s));
}

TEST_CASE("ends without restarts do not keep us awake") {
  LookRhythm rhythm;
  int watchful = 0;
  for (auto time = 100s; time < 1000s; time += 1s) {
    rhythm.take(true, false, time);
    watchful += rhythm.watchful(time) ? 1 : 0;
  }

  CHECK(watchful == 150);
}

TEST_CASE("restarts do") {
  LookRhythm rhythm;
  rhythm.take(true, false, 100s);
  for (auto time = 112s; time < 400s; time += 12s) {
    rhythm.take(true, true, time);
    CHECK(rhythm.watchful(time + 11s));
  }
}
