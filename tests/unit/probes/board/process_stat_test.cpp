#include "probes/board/linux/process_stat.hpp"

#include <catch2/catch.hpp>

#include "tests/support/result_printer.hpp"

using namespace soundcheck;

namespace {

/// Of a Linux 6.1, up to the resident pages and something behind it.
const std::string behind_name =
    " S 1 812 811 34816 -1 4194560 1022 4711 0 3 12 7 1 2 20 0 4 0 2317"
    " 71479296 1730 18446744073709551615";

}  // namespace

TEST_CASE("a process has its name, its parent, session and terminal") {
  const auto stat =
      parse_process_stat("812 (hostapd)" + behind_name + "\n", "f");

  REQUIRE(stat);
  CHECK(stat->pid == 812);
  CHECK(stat->program == "hostapd");
  CHECK(stat->state == 'S');
  CHECK(stat->parent == 1);
  CHECK(stat->session == 811);
  CHECK(stat->terminal == 34816);
  CHECK(stat->buried_faults == 4711);
  CHECK(stat->threads == 4);
  CHECK(stat->user_ticks == 12);
  CHECK(stat->system_ticks == 7);
  CHECK(stat->start_ticks == 2317);
  CHECK(stat->resident_pages == 1730);
}

TEST_CASE("a name may hold blanks, brackets and ends of lines") {
  for (const std::string name :
       {"my player", "a) S 9 9 (b", "(tune)", "", "\n"}) {
    const auto stat = parse_process_stat("7 (" + name + ")" + behind_name, "f");

    CAPTURE(name);
    REQUIRE(stat);
    CHECK(stat->program == name);
    CHECK(stat->parent == 1);
  }
}

TEST_CASE("what is no stat of a process is told with the file") {
  for (const auto& bad :
       {std::string(), std::string("812"), "812 (tune" + behind_name,
        "x (tune)" + behind_name, "-4 (tune)" + behind_name,
        std::string("812 (tune) S 1 2 3"), "812 )tune(" + behind_name,
        std::string("1 (a) S 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 9"),
        std::string("1 (a) S x 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 9 8 7"),
        std::string("1 (a) S 1 1 1 0 -1 0 0 0 0 0 0 -2 0 0 20 0 1 0 9 8 7"),
        std::string("1 (a) S 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 9 8 x")}) {
    CAPTURE(bad);
    CHECK(
        parse_process_stat(bad, "/proc/812/stat").error() ==
        Error(Errc::parse, "/proc/812/stat:1: must be the stat of a process"));
  }
}
