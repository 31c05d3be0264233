#include "probes/board/linux/proc_memory.hpp"

#include <catch2/catch.hpp>

#include "tests/support/result_printer.hpp"

using namespace soundcheck;

namespace {

constexpr std::string_view meminfo =
    "MemTotal:         499116 kB\n"
    "MemFree:           81272 kB\n"
    "MemAvailable:     301400 kB\n"
    "SwapTotal:         65532 kB\n"
    "SwapFree:          65000 kB\n"
    "HugePages_Total:       0\n";

std::string problem_of(std::string_view text) {
  const auto state = parse_meminfo(text, "/proc/meminfo");
  REQUIRE(!state);
  CHECK(state.error().code == Errc::parse);
  return state.error().what;
}

}  // namespace

TEST_CASE("meminfo gives total, available and swap in bytes") {
  const auto state = parse_meminfo(meminfo, "/proc/meminfo");

  REQUIRE(state);
  CHECK(state->total_bytes == 499116u * 1024);
  CHECK(state->available_bytes == 301400u * 1024);
  CHECK(state->swap_total_bytes == 65532u * 1024);
  CHECK(state->swap_free_bytes == 65000u * 1024);
}

TEST_CASE("garbled meminfo is told with its line") {
  CHECK(problem_of("MemTotal: 1 kB\nMemAvailable: many kB\n") ==
        "/proc/meminfo:2: MemAvailable must be a number of kB");
  CHECK(problem_of("MemTotal: 1 MB\n") ==
        "/proc/meminfo:1: MemTotal must be a number of kB");
  CHECK(problem_of("MemTotal: 99999999999999999999 kB\n") ==
        "/proc/meminfo:1: MemTotal must be a number of kB");
  CHECK(problem_of("MemTotal: 18014398509481984 kB\n") ==
        "/proc/meminfo:1: MemTotal must be a number of kB");
}

TEST_CASE("meminfo that ends early or contradicts itself is told") {
  CHECK(problem_of("") == "/proc/meminfo:1: ends without MemTotal");
  CHECK(problem_of("MemTotal: 5 kB\nMemFree: 1 kB\n") ==
        "/proc/meminfo:2: ends without MemAvailable");
  CHECK(problem_of("MemTotal: 5 kB\nMemAvailable: 6 kB\n") ==
        "/proc/meminfo:2: MemAvailable must not exceed MemTotal");
  CHECK(problem_of("MemTotal: 0 kB\nMemAvailable: 0 kB\n") ==
        "/proc/meminfo:2: MemAvailable must not exceed MemTotal");
}

TEST_CASE("every prefix of meminfo is either read or refused") {
  for (std::size_t size = 0; size <= meminfo.size(); ++size) {
    const auto state = parse_meminfo(meminfo.substr(0, size), "m");
    if (state)
      CHECK(state->available_bytes <= state->total_bytes);
    else
      CHECK(state.error().code == Errc::parse);
  }
}

TEST_CASE("vmstat gives the count of killed processes") {
  CHECK(parse_oom_kills("pgfault 5\noom_kill 3\nballoon 0\n", "v").value() ==
        3u);
  CHECK(parse_oom_kills("pgfault 5\n", "v").value() == std::nullopt);
  CHECK(parse_oom_kills("a 1\noom_kill -3\n", "v").error().what ==
        "v:2: oom_kill must be a count");
  CHECK(parse_oom_kills("oom_kill", "v").error().what ==
        "v:1: oom_kill must be a count");
}
