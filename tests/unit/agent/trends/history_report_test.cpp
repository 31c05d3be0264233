#include "agent/history_report.hpp"

#include <catch2/catch.hpp>

#include "tests/support/result_printer.hpp"

using namespace soundcheck;

namespace {

TrendHistory::Told example() {
  TrendHistory::Told told;
  told.history.now_s = 10 * 86'400;
  told.history.lines.push_back({"firmware.storage/available_data",
                                {{1 * 86'400, 60, 59, 61},
                                 {8 * 86'400, 40, 39, 41},
                                 {9 * 86'400, 30, 29, 31}}});
  told.history.lines.push_back(
      {"wifi.link/signal", {{9 * 86'400, -50, -55, -45}}});
  Outlook space;
  space.of_which = "data";
  space.worsens = true;
  space.days_left = 7;
  space.earliest_days = 5;
  space.text = "falls";
  told.outlooks.push_back(space);
  Outlook signal;
  signal.subject = Outlook::Subject::signal;
  signal.why_unknown = "1 value";
  told.outlooks.push_back(signal);
  return told;
}

}  // namespace

TEST_CASE("all series are told with their outlooks, of the days asked for") {
  v1::ShowMeasurements verb;
  verb.set_days(3);

  const auto list = history_report(example(), verb);

  REQUIRE(list);
  REQUIRE(list->series_size() == 2);
  const auto& space = list->series(0);
  CHECK(space.name() == "firmware.storage/available_data");
  REQUIRE(space.at_s_size() == 2);
  CHECK(space.median(1) == 30);
  CHECK(space.low(0) == 39);
  CHECK(space.known());
  CHECK(space.worsens());
  CHECK(space.days_left() == 7);
  CHECK(space.has_earliest_days());
  CHECK_FALSE(space.has_latest_days());
  const auto& signal = list->series(1);
  CHECK_FALSE(signal.known());
  CHECK(signal.outlook() == "1 value");
  CHECK_FALSE(signal.has_days_left());
}

TEST_CASE("one series is told when it is named") {
  v1::ShowMeasurements verb;
  verb.set_days(30);
  verb.set_series("wifi.link/signal");

  const auto list = history_report(example(), verb);

  REQUIRE(list->series_size() == 1);
  CHECK(list->series(0).name() == "wifi.link/signal");
}

TEST_CASE("a series that is not there is answered with those that are") {
  v1::ShowMeasurements verb;
  verb.set_series("wifi.link/noise");

  const auto list = history_report(example(), verb);

  REQUIRE_FALSE(list);
  CHECK(list.error().what ==
        "there is no history of \"wifi.link/noise\"; there is "
        "firmware.storage/available_data, wifi.link/signal");
}
