#include "agent/assist/refusal_meter.hpp"

#include <catch2/catch.hpp>

using namespace soundcheck::assist;
using namespace std::chrono_literals;

TEST_CASE("the meter refills with time and never beyond its burst") {
  RefusalMeter meter;
  unsigned admitted = 0;
  for (int i = 0; i < 100; ++i)
    admitted += meter.admit(1s);
  CHECK(admitted == RefusalMeter::burst);
  CHECK(meter.take_uncounted() == 100 - RefusalMeter::burst);
  CHECK(meter.take_uncounted() == 0);

  CHECK(!meter.admit(1s + RefusalMeter::refill - 1ms));
  CHECK(meter.admit(1s + RefusalMeter::refill));
  CHECK(!meter.admit(1s + RefusalMeter::refill));
  admitted = 0;
  for (int i = 0; i < 100; ++i)
    admitted += meter.admit(1000h);
  CHECK(admitted == RefusalMeter::burst);
}
