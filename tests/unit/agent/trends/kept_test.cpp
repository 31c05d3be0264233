#include "agent/trends/kept.hpp"

#include <catch2/catch.hpp>

using namespace soundcheck;
using Subject = Outlook::Subject;

TEST_CASE("a mount point's space is a series of its own") {
  const auto data = series_of("firmware.storage/available_data");
  const auto root = series_of("firmware.storage/available_root");

  REQUIRE(data);
  CHECK(data->subject == Subject::space);
  CHECK(data->of_which == "data");
  CHECK(root->of_which == "root");
}

TEST_CASE("the same name of another probe is another number") {
  CHECK(series_of("system.memory/available")->subject == Subject::memory);
  CHECK_FALSE(series_of("system.load/available"));
}

TEST_CASE("what only begins like a series is none") {
  CHECK_FALSE(series_of("system.memory/available_not"));
  CHECK_FALSE(series_of("wifi.link/signals"));
  CHECK_FALSE(series_of("wifi.link"));
  CHECK_FALSE(series_of(""));
  CHECK_FALSE(series_of("firmware.storage/availability"));
}

TEST_CASE("how fast the flash is written is no series") {
  CHECK_FALSE(series_of("firmware.storage/written_per_day_mmcblk0"));
}

TEST_CASE("bytes that were written are told from wear in per cent") {
  CHECK(series_of("firmware.storage/written_mmcblk0p4")->written);
  CHECK_FALSE(series_of("firmware.storage/flash_life_used")->written);
}

TEST_CASE("a name is made of probe and measurement") {
  CHECK(series_of(series_name("wifi.link", "signal"))->subject ==
        Subject::signal);
}
