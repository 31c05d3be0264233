// Programs that know nothing of soundcheck use the bench like any sound card.

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <sys/wait.h>

#include "tests/integration/audio/test_bench.hpp"

using namespace soundcheck;

namespace {

struct Ended {
  int code;
  std::string output;  ///< of stdout and stderr
};

/// The tools come from the distribution: a sanitizer that this process preloads
/// is none of theirs.
Ended run_tool(const std::string& command) {
  std::unique_ptr<FILE, int (*)(FILE*)> pipe(
      popen((command + " 2>&1").c_str(), "r"), pclose);
  REQUIRE(pipe);
  std::string output;
  std::array<char, 4096> part;
  for (std::size_t got;
       (got = std::fread(part.data(), 1, part.size(), pipe.get())) > 0;) {
    output.append(part.data(), got);
  }
  const int status = pclose(pipe.release());
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, output};
}

bool contains(const std::string& text, const char* part) {
  return text.find(part) != std::string::npos;
}

/// For the environment variables that bench.conf reads.
void name_by_environment(const test::TestBench& bench) {
  setenv("SOUNDCHECK_BENCH_STATE", (bench.path() / "state").c_str(), 1);
  setenv("SOUNDCHECK_BENCH_FAULTS", (bench.path() / "faults").c_str(), 1);
}

}  // namespace

TEST_CASE("amixer shows and sets the mixer") {
  test::TestBench bench;
  name_by_environment(bench);

  const auto set = run_tool("amixer -D bench sset Master 60% mute");

  CHECK(set.code == 0);
  CHECK(contains(set.output, "Playback 60 [60%] [-20.00dB] [off]"));
  CHECK_FALSE(bench.state().mixer().playback_on);
  CHECK(bench.state().mixer().playback_volume == 60);
}

TEST_CASE("aplay plays all of a file and arecord records four channels") {
  test::TestBench bench;
  name_by_environment(bench);
  bench.set_faults("noise_dbfs=-20\n");
  const auto file = [&bench](const char* name) {
    return (bench.path() / name).string();
  };
  std::FILE* tone = std::fopen(file("tone").c_str(), "wb");
  REQUIRE(tone);
  const std::array<std::int16_t, 2> frame = {3277, 3277};
  for (int n = 0; n < 24'000; ++n)
    std::fwrite(frame.data(), sizeof frame, 1, tone);
  std::fclose(tone);

  const auto played = run_tool(
      "aplay -q -D bench --buffer-time=500000 -t raw -f S16_LE -r 48000 -c 2 " +
      file("tone"));
  const auto recorded = run_tool(
      "arecord -q -D bench --buffer-time=500000 -t raw -f S32_LE -r 48000 "
      "-c 4 -d 1 " +
      file("room"));

  CHECK(played.code == 0);
  CHECK(bench.state().played_end() >= 24'000);
  // All of it and nothing else; aplay itself adds silence up to a period.
  std::vector<float> heard(96'000);
  bench.state().read_played(bench.state().played_end() - 96'000, heard);
  CHECK(std::ranges::count(heard, 3277 / 32768.0F) == 24'000);
  CHECK(std::ranges::count(heard, 0.0F) == 72'000);
  CHECK(recorded.code == 0);
  CHECK(std::filesystem::file_size(file("room")) == 48'000 * 4 * 4);
}

TEST_CASE("a wrong fault file is told once and the rest of it applies") {
  test::TestBench bench;
  name_by_environment(bench);
  bench.set_faults("mic9_dead=1\nbusy=1\n");

  const auto recorded =
      run_tool("arecord -q -D bench -f S16_LE -r 48000 -d 1 /dev/null");

  CHECK(recorded.code != 0);
  CHECK(contains(recorded.output, "Device or resource busy"));
  const auto complaint = recorded.output.find("faults:1: there is no fault");
  REQUIRE(complaint != std::string::npos);
  CHECK(recorded.output.find("faults:1:", complaint + 1) == std::string::npos);
}

TEST_CASE("two benches at once do not disturb each other") {
  test::TestBench one, two;
  one.set_faults("absent=1\n");

  name_by_environment(one);
  const auto absent = run_tool("amixer -D bench sget Master");
  name_by_environment(two);
  const auto there = run_tool("amixer -D bench sset Master 10%");

  CHECK(absent.code != 0);
  CHECK(contains(absent.output, "No such device"));
  CHECK(there.code == 0);
  CHECK(one.state().mixer().playback_volume == 80);
  CHECK(two.state().mixer().playback_volume == 10);
}

TEST_CASE("what the bench would not take of a fault file is told beforehand") {
  test::TestBench bench;
  const auto file = (bench.path() / "faults").string();
  const auto check = [&file] { return run_tool(BENCH_CHECK " " + file); };

  bench.set_faults("mic2_dead=1\nmic1_gain_db=48\n");
  const auto good = check();
  CHECK(good.code == 0);
  CHECK(good.output.empty());

  bench.set_faults("mic2_dead=1\nmic1_gain_db=1000\n");
  const auto bad = check();
  CHECK(bad.code == 65);
  CHECK(contains(bad.output, (file + ":2: mic1_gain_db").c_str()));

  bench.set_faults("");
  CHECK(check().code == 0);
  std::filesystem::remove(file);
  CHECK(check().code == 66);
}
