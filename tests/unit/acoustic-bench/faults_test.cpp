#include "tests/acoustic-bench/faults.hpp"

#include <catch2/catch.hpp>

namespace soundcheck::bench {

TEST_CASE("every documented fault is read") {
  const auto [faults, complaints] = parse_faults(
      "speaker_gain_db = -6.5\nspeaker_mute=yes\nclip=0.02\n"
      "noise_dbfs=-40\nmic1_dead=1\nmic4_gain_db = "
      "3\nmic_swap=1\nabsent=0\nbusy=1\n"
      "xrun_capture=0.25\n",
      "f");

  CHECK(complaints.empty());
  CHECK(faults.speaker_gain_db == -6.5);
  CHECK(faults.speaker_mute);
  CHECK(faults.clip == 0.02);
  CHECK(faults.noise_dbfs == -40);
  CHECK(faults.microphones[0].dead);
  CHECK_FALSE(faults.microphones[1].dead);
  CHECK(faults.microphones[3].gain_db == 3);
  CHECK(faults.mic_swap);
  CHECK(faults.microphone_at(0) == 1);
  CHECK(faults.microphone_at(3) == 3);
  CHECK_FALSE(faults.absent);
  CHECK(faults.busy);
  CHECK(faults.xrun_capture_s == 0.25);
}

TEST_CASE("comments, blank lines and foreign line ends are no faults") {
  const auto [faults, complaints] =
      parse_faults("# all is well\n\n  \t\r\nmic2_dead=1 # but this\r\n", "f");

  CHECK(complaints.empty());
  CHECK(faults.microphones[1].dead);
}

TEST_CASE("a wrong line is told with file and line, and the rest applies") {
  const auto [faults, complaints] = parse_faults(
      "mic5_dead=1\nnoise_dbfs=loud\nbusy\nclip=2\nabsent=1", "dir/faults");

  REQUIRE(complaints.size() == 4);
  CHECK(complaints[0].starts_with(
      "dir/faults:1: there is no fault 'mic5_dead'; known: absent, "));
  CHECK(complaints[1] ==
        "dir/faults:2: noise_dbfs: 'loud' is not a number from -200 to 0");
  CHECK(complaints[2] == "dir/faults:3: 'busy' is not key=value");
  CHECK(complaints[3] == "dir/faults:4: clip: '2' is not a number from 0 to 1");
  CHECK(faults.absent);
  CHECK(faults.noise_dbfs == Faults().noise_dbfs);
}

TEST_CASE("binary rubbish is complained about in printable words") {
  const std::string rubbish("\0\xff=\x1b[2J\nclip=nan\n=\n", 19);

  const auto [faults, complaints] = parse_faults(rubbish, "f");

  REQUIRE(complaints.size() == 3);
  for (const auto& complaint : complaints) {
    for (const char c : complaint)
      CHECK((c >= ' ' && c <= '~'));
  }
  CHECK(faults.clip == 0);
}

}  // namespace soundcheck::bench
