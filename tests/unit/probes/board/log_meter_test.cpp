#include "probes/board/linux/log_meter.hpp"

#include <catch2/catch.hpp>

using namespace soundcheck;
using namespace std::chrono_literals;

namespace {

struct Fixture {
  Fixture() { meter.begin(now); }
  void write(int records, const std::string& source = "player") {
    for (int i = 0; i < records; ++i)
      meter.note(source, false, 0);
  }
  void wait(std::chrono::milliseconds time) {
    now += time;
    meter.look(now);
  }
  LogState state() const { return meter.state(now); }

  std::chrono::milliseconds now = 100s;
  LogMeter meter;
};

}  // namespace

TEST_CASE("a quiet log has a rate and no storm") {
  Fixture f;
  f.write(10);
  f.wait(30s);

  CHECK(f.state().measured == 30s);
  CHECK(f.state().records_per_minute == Approx(20));
  CHECK(f.state().limit_per_minute == 300);
  CHECK(!f.state().usual_per_minute);
  CHECK(f.state().noisiest == "player");
}

TEST_CASE("a handful in the first second is not a rate yet") {
  Fixture f;
  f.write(20);
  f.wait(1s);

  CHECK(f.state().records_per_minute == Approx(80));
}

TEST_CASE("what is usual is learned and lifts the limit") {
  Fixture f;
  for (int minute = 0; minute < 30; ++minute) {
    f.write(100);
    f.wait(1min);
  }

  CHECK(*f.state().usual_per_minute == Approx(100));
  CHECK(f.state().limit_per_minute == Approx(500));
}

TEST_CASE("the newest minute weighs a fifth") {
  Fixture f;
  f.write(100);
  f.wait(1min);
  f.write(200);
  f.wait(1min);

  CHECK(*f.state().usual_per_minute == Approx(120));
}

TEST_CASE("a storm that lasts does not become usual") {
  Fixture f;
  f.write(10);
  f.wait(1min);
  for (int minute = 0; minute < 120; ++minute) {
    f.write(2000, "noisy");
    f.wait(1min);
  }
  f.write(600, "noisy");
  f.wait(20s);

  CHECK(f.state().records_per_minute == Approx(1800));
  CHECK(*f.state().usual_per_minute == Approx(10));
  CHECK(f.state().limit_per_minute == 300);
  CHECK(f.state().noisiest == "noisy");
}

TEST_CASE("in the first seconds of a window the one before counts, too") {
  Fixture f;
  f.write(1200, "noisy");
  f.wait(1min);
  f.write(3, "init");
  f.wait(1s);

  CHECK(f.state().measured == 61s);
  CHECK(f.state().records_per_minute == Approx(1203 * 60.0 / 61));
  CHECK(f.state().noisiest == "noisy");
}

TEST_CASE("records that were overwritten are counted") {
  Fixture f;
  f.meter.note("noisy", true, 499);
  f.wait(30s);

  CHECK(f.state().records_per_minute == Approx(1000));
  CHECK(f.state().errors_per_minute == Approx(2));
}

TEST_CASE("only so many writers are kept by name") {
  Fixture f;
  for (int i = 0; i < 1000; ++i)
    f.write(1, "writer" + std::to_string(i));
  f.write(50, "late");
  f.wait(30s);

  CHECK(f.state().records_per_minute == Approx(2100));
  CHECK(f.state().noisiest != "late");
}
