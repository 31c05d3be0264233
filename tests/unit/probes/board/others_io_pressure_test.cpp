#include "probes/board/linux/others_io_pressure.hpp"

#include <catch2/catch.hpp>

#include "tests/support/temporary_folder.hpp"

using namespace soundcheck;
using namespace std::chrono_literals;

namespace {

struct Fixture {
  test::TemporaryFolder root;
  OthersIoPressure pressure{BoardRoot(root.path())};

  void say(const std::string& avg10, unsigned total_us) const {
    root.write("proc/pressure/io",
               "some avg10=" + avg10 +
                   " avg60=9.00 avg300=9.00 total=" + std::to_string(total_us) +
                   "\nfull avg10=9.00 avg60=9.00 avg300=9.00 total=77\n");
  }
};

}  // namespace

TEST_CASE("the kernel's average is believed by one who has not read for long") {
  Fixture f;
  f.say("3.25", 0);

  f.pressure.begin(std::nullopt);
  CHECK(f.pressure.percent() == 3.25);

  f.say("7.50", 0);
  f.pressure.begin(29s);
  CHECK(f.pressure.percent() == 3.25);
  f.pressure.begin(30s);
  CHECK(f.pressure.percent() == 7.5);
}

TEST_CASE("what others wait for while we rest adds up, what we do does not") {
  Fixture f;
  f.say("0.00", 1000);
  f.pressure.begin(std::nullopt);

  f.pressure.rest_begins();
  f.pressure.rest_ends(200ms);
  CHECK(f.pressure.percent() == 0);

  // Read in between: that counts for nobody else.
  f.say("50.00", 500'000);
  f.pressure.rest_begins();
  f.pressure.rest_ends(200ms);
  CHECK(f.pressure.percent() == 0);

  f.pressure.rest_begins();
  f.say("50.00", 600'000);  // half of the rest
  f.pressure.rest_ends(200ms);
  CHECK(f.pressure.percent() == Approx(50 * 0.2 / 10.2));

  f.pressure.rest_begins();
  f.pressure.rest_ends(10s);
  CHECK(f.pressure.percent() == Approx(50 * 0.2 / 10.2 / 2));
}

TEST_CASE("a kernel without pressure, or with nonsense, holds nobody up") {
  Fixture f;
  f.pressure.begin(std::nullopt);
  f.pressure.rest_begins();
  f.pressure.rest_ends(1s);
  CHECK(f.pressure.percent() == 0);

  f.root.write("proc/pressure/io", "some avg10=many total=few\n");
  f.pressure.begin(std::nullopt);
  f.pressure.rest_begins();
  f.pressure.rest_ends(1s);
  CHECK(f.pressure.percent() == 0);
}
