#include "agent/cli/history.hpp"

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>
#include <sstream>

using namespace soundcheck;
using namespace soundcheck::cli;

namespace {

v1::HistoryList example() {
  v1::HistoryList list;
  list.set_placed(true);
  auto& series = *list.add_series();
  series.set_name("firmware.storage/available_data");
  series.set_outlook("falls\x1b[2J");
  series.set_known(true);
  series.set_worsens(true);
  series.set_days_left(7);
  for (int i = 0; i < 2; ++i) {
    series.add_at_s(1'800'000'000 + 14'400 * i);
    series.add_median(50 - i);
    series.add_low(40 - i);
    series.add_high(60 - i);
  }
  return list;
}

std::string printed(const v1::HistoryList& list, bool with_points) {
  std::ostringstream out;
  print_history(out, list, with_points);
  return out.str();
}

}  // namespace

TEST_CASE("a series has its newest value, its range and where it goes") {
  CHECK(printed(example(), false) ==
        "firmware.storage/available_data  49.0 (39.0..60.0)\n"
        "    ! falls?[2J\n");
}

TEST_CASE("a series that was asked for has its values, too") {
  CHECK(printed(example(), true) ==
        "firmware.storage/available_data  49.0 (39.0..60.0)\n"
        "    ! falls?[2J\n"
        "    2027-01-15 08:00  50.0  40.0  60.0\n"
        "    2027-01-15 12:00  49.0  39.0  59.0\n");
}

TEST_CASE("times of a speaker that does not know them count from its start") {
  auto list = example();
  list.set_placed(false);
  list.mutable_series(0)->set_at_s(0, 7200);

  CHECK(printed(list, true).find("    2 h  50.0  40.0  60.0\n") !=
        std::string::npos);
}

TEST_CASE("lists of different lengths are read as far as they go together") {
  auto list = example();
  list.mutable_series(0)->clear_high();

  CHECK(printed(list, true) ==
        "firmware.storage/available_data\n    ! falls?[2J\n");
  CHECK(printed(v1::HistoryList(), true) == "nothing was written down yet\n");
}

TEST_CASE("the document has null for days that are not known") {
  const auto document = boost::json::parse(json_of(example()));

  const auto& series = document.at("series").at(0);
  CHECK(series.at("days_left") == 7.0);
  CHECK(series.at("latest_days").is_null());
  CHECK(series.at("worsens") == true);
  CHECK(series.at("points").at(1).at("low") == 39.0);
  CHECK(document.at("placed") == true);
}
